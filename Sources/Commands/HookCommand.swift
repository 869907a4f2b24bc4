import Glibc
import Synchronization

/// Runs a command of the pipeline file: a program with its arguments, and no shell.
package enum HookCommand {
  private static let pollMicroseconds: UInt32 = 20_000
  /// How much of what a command says is handed on.
  private static let longestOutputBytes = 64 << 10
  /// The command that is under way.
  private static let running = Mutex<pid_t?>(nil)

  /// - Parameters:
  ///   - command: a program, looked up in PATH when there is no slash in it, and its arguments.
  ///   - input: what it reads on its standard input.
  ///   - limitSeconds: how long it may take, until it is killed with all that it started.
  ///   - onLine: called with each line it said when it has ended; nil to let it write to our
  ///     standard error.
  /// - Returns: what went wrong, or nil.
  package static func run(
    _ command: [String], input: [UInt8], limitSeconds: Int = 60,
    onLine: ((String) -> Void)? = nil
  ) -> String? {
    guard let program = command.first else { return nil }
    guard let file = unsafe tmpfile() else { return words(of: errno) }
    defer { unsafe fclose(file) }
    let descriptor = unsafe fileno(file)
    let written = unsafe input.withUnsafeBytes {
      unsafe write(descriptor, $0.baseAddress, $0.count)
    }
    guard written == input.count, lseek(descriptor, 0, SEEK_SET) == 0 else {
      return words(of: errno)
    }
    guard let onLine else {
      return run(program, command, descriptor, output: STDERR_FILENO, limitSeconds)
    }
    guard let said = unsafe tmpfile() else { return words(of: errno) }
    defer { unsafe fclose(said) }
    let output = unsafe fileno(said)
    let fault = run(program, command, descriptor, output: output, limitSeconds)
    for line in text(of: output).split(separator: "\n") { onLine(String(line)) }
    return fault
  }

  private static func run(
    _ program: String, _ command: [String], _ input: Int32, output: Int32, _ limitSeconds: Int
  ) -> String? {
    var process: pid_t = 0
    let number = spawn(program, command, input, output, &process)
    guard number == 0 else { return words(of: number) }
    return wait(for: process, limitSeconds)
  }

  private static func text(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: longestOutputBytes)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
    }
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// Hands a signal on to the command that is under way, if there is one.
  static func pass(on signal: Int32) {
    running.withLock { running in
      if let process = running { kill(-process, signal) }
    }
  }

  private static func spawn(
    _ program: String, _ command: [String], _ input: Int32, _ output: Int32,
    _ process: inout pid_t
  ) -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    // What this process does about signals is nothing for others; what its parent had it ignore is.
    var none = sigset_t()
    var ignored = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigemptyset(&ignored)
    for number in StopSignals.ignoredHere { unsafe sigaddset(&ignored, number) }
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &ignored)
    // A group of its own, to be stopped or killed with all that it starts.
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    unsafe posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    var arguments = unsafe command.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    return running.withLock { running in
      let number = unsafe posix_spawnp(
        &process, program, &actions, &attributes, &arguments, environ)
      if number == 0 { running = process }
      return number
    }
  }

  private static func wait(for process: pid_t, _ limitSeconds: Int) -> String? {
    var status: Int32 = 0
    let end = Clock.seconds() + Double(limitSeconds)
    while Clock.seconds() < end {
      let ended = running.withLock { running in
        let ended = unsafe waitpid(process, &status, WNOHANG)
        if ended == process { running = nil }
        return ended
      }
      if ended < 0 && errno != EINTR { return words(of: errno) }
      if ended == process { return outcome(status) }
      usleep(pollMicroseconds)
    }
    kill(-process, SIGKILL)
    running.withLock { running in
      _ = unsafe waitpid(process, &status, 0)
      running = nil
    }
    return "did not end within \(limitSeconds) second\(limitSeconds == 1 ? "" : "s")"
  }

  /// Bits of a wait status: POSIX's WIFEXITED and WEXITSTATUS as glibc lays them out.
  private static func outcome(_ status: Int32) -> String? {
    let signal = status & 0x7F
    if signal != 0 { return "was ended by signal \(signal)" }
    let code = (status >> 8) & 0xFF
    return code == 0 ? nil : "ended with exit code \(code)"
  }

  private static func words(of number: Int32) -> String { unsafe String(cString: strerror(number)) }
}
