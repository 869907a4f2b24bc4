import Files
import Glibc

/// SIGINT, SIGTERM and SIGHUP: what is unfinished is removed, what is just being published is
/// finished, and the process ends with 128 and the signal's number (130, 143, 129).
enum StopSignals {
  private static let numbers = [SIGINT, SIGTERM, SIGHUP]
  /// What `main` has this process ignore.
  static let ignoredHere = [SIGPIPE, SIGXFSZ]

  /// To be called before any other thread is started. Signals that whoever started this process had
  /// it ignore, as `nohup` does, stay ignored.
  static func watch() {
    let watched = numbers.filter { !isIgnored($0) }
    guard !watched.isEmpty else { return }
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in watched { unsafe sigaddset(&set, number) }
    // Blocked here and so in every thread; one thread waits for them.
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    var thread = pthread_t()
    unsafe pthread_create(&thread, nil, { _ in StopSignals.wait() }, nil)
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func wait() -> Never {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in numbers where !isIgnored(number) { unsafe sigaddset(&set, number) }
    var number: Int32 = 0
    while unsafe sigwait(&set, &number) != 0 {}
    HookCommand.pass(on: number)
    UnfinishedPaths.removeAll { _exit(128 + number) }
  }
}
