import CSV
import Dispatch
import Files
import Synchronization

/// Tables on their way to a folder, written by other threads while whoever makes them goes on.
///
/// A thread takes the next table in the order given and stays with it; one that finds no table left
/// helps with a long one: stretches are encoded side by side, and each waits for its turn to be
/// digested and written. So no thread holds more than one stretch, however long a table is. With
/// one job nothing is written before the end is waited for, and then in the order given.
///
/// What a table fails with is told at the end, of several the first one's in the order given, so it
/// does not depend on the threads; tables behind it are then not begun any more.
final class TableWriting: Sendable {
  fileprivate struct State {
    var files: [TableFile] = []
    /// Place of the first one that no thread has begun.
    var next = 0
    /// Places of those with stretches that no thread has begun, beside those from `next` on.
    var open: [Int] = []
    var threadCount = 0
    var hasFailed = false
    /// How many were waited for already.
    var told = 0
  }

  private let state = Mutex(State())
  private let group = DispatchGroup()
  private let givenUp = Atomic(false)
  private let jobs: Int

  /// - Parameter jobs: number of threads, at least 1; whoever waits for the end is one of them.
  init(jobs: Int) {
    self.jobs = jobs
  }

  /// Has more tables written.
  ///
  /// - Parameter tables: each with the path it goes to, or why it has none.
  func begin(_ tables: [(table: OutputTable, path: Result<String, FileFault>)]) {
    let started = state.withLock { state in
      state.files += tables.map { TableFile($0.table, path: $0.path, threadLimit: jobs) }
      let started = jobs - 1 - state.threadCount
      state.threadCount += started
      return started
    }
    for _ in 0..<started {
      DispatchQueue.global().async(group: group) { self.work(isAhead: true) }
    }
  }

  /// Waits for all tables, and helps.
  ///
  /// - Returns: those that were begun since it was last called, in the order given.
  /// - Throws: what the first of them, in that order, could not be written for.
  func finish() throws -> [Manifest.Output] {
    work(isAhead: false)
    group.wait()
    let files = state.withLock { state in
      defer { state.told = state.files.count }
      return state.files[state.told...]
    }
    return try files.map { try $0.result() }
  }

  /// Lets go of all that is not written yet, and waits until no thread writes any more.
  func giveUp() {
    givenUp.store(true, ordering: .relaxed)
    group.wait()
  }

  fileprivate var isGivenUp: Bool { givenUp.load(ordering: .relaxed) }

  /// - Parameter isAhead: whether this is one of the threads that are counted.
  private func work(isAhead: Bool) {
    let writer = CSVWriter()
    var place: Int?
    while let (file, stretch) = next(after: &place, isAhead: isAhead) {
      let isFine = file.write(stretch: stretch, with: writer, of: self)
      if !isFine { state.withLock { $0.hasFailed = true } }
    }
  }

  /// What a thread is to do next; nil when nothing is left, and the thread is then counted no more.
  ///
  /// - Parameter place: of the file it was with.
  private func next(
    after place: inout Int?, isAhead: Bool
  ) -> (file: TableFile, stretch: Int)? {
    state.withLock { state in
      place = isGivenUp ? nil : state.choose(after: place)
      guard let place else {
        if isAhead { state.threadCount -= 1 }
        return nil
      }
      let file = state.files[place]
      let stretch = file.begunCount
      file.begunCount += 1
      if file.begunCount == file.table.stretchCount { state.open.removeAll { $0 == place } }
      return (file, stretch)
    }
  }
}

extension TableWriting.State {
  /// The place of the file to go on with.
  fileprivate mutating func choose(after place: Int?) -> Int? {
    if let place, open.contains(place) { return place }
    guard next < files.count, !hasFailed else { return open.first }
    open.append(next)
    next += 1
    return next - 1
  }
}

/// One table and the file it goes to.
///
/// Sendable though its parts change: `begunCount` belongs to whoever holds the lock of the writing,
/// the rest to the thread whose stretch has its turn, and turns follow each other by semaphores.
private final class TableFile: @unchecked Sendable {
  let table: OutputTable
  /// How many stretches some thread has begun.
  var begunCount = 0
  private let path: Result<String, FileFault>
  /// A stretch waits for its semaphore and signals the next one, around. There is one more than
  /// there can be threads, so no two stretches wait for the same.
  private let turns: [DispatchSemaphore]
  private var file: OutputFile?
  private var output: Manifest.Output?
  private var fault: (any Error)?

  init(_ table: OutputTable, path: Result<String, FileFault>, threadLimit: Int) {
    self.table = table
    self.path = path
    self.turns =
      table.stretchCount == 1 ? [] : (0...threadLimit).map { _ in DispatchSemaphore(value: 0) }
  }

  /// What came of it, once no thread is left that writes.
  func result() throws -> Manifest.Output {
    if let fault { throw fault }
    guard let output else { preconditionFailure("\(table.path) was written, or one before failed") }
    return output
  }

  /// Encodes a stretch, and writes it when its turn has come.
  ///
  /// - Returns: false when it or a stretch before it failed.
  func write(stretch: Int, with writer: CSVWriter, of writing: TableWriting) -> Bool {
    let turn = Turn(of: stretch, in: self, writing)
    var fault: (any Error)?
    do {
      if stretch == 0 { file = try OutputFile(path: try path.get()) }
      writer.begin(turn, columnCount: table.header.count, dialect: table.dialect)
      try table.write(stretch: stretch, to: writer)
      try writer.end()
    } catch {
      fault = error
    }
    turn.take()
    if self.fault == nil { self.fault = fault }
    let isLast = stretch + 1 == table.stretchCount
    if isLast {
      if self.fault == nil && !writing.isGivenUp { close() }
      file = nil
    }
    let isFine = self.fault == nil
    if !isLast { turns[(stretch + 1) % turns.count].signal() }
    return isFine
  }

  func waitForTurn(of stretch: Int) {
    turns[stretch % turns.count].wait()
  }

  /// Appends bytes of the stretch whose turn it is; what comes behind a fault is let go.
  func append(_ bytes: UnsafeRawBufferPointer) throws(FileFault) {
    guard fault == nil else { return }
    try unsafe file?.write(bytes)
  }

  private func close() {
    guard let file else { return }
    do {
      let digest = try file.finish()
      output = .init(path: table.path, sha256: digest.hex, bytes: file.byteCount)
    } catch {
      fault = error
    }
  }
}

/// Where a stretch's bytes go: to the file, once its turn has come.
private final class Turn: ByteSink {
  private let stretch: Int
  private let file: TableFile
  private let writing: TableWriting
  private var isTaken: Bool

  init(of stretch: Int, in file: TableFile, _ writing: TableWriting) {
    self.stretch = stretch
    self.file = file
    self.writing = writing
    self.isTaken = stretch == 0
  }

  /// Waits for the turn, unless it has come.
  func take() {
    if !isTaken { file.waitForTurn(of: stretch) }
    isTaken = true
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(FileFault) {
    take()
    if !writing.isGivenUp { try unsafe file.append(bytes) }
  }
}
