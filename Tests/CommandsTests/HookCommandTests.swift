import Commands
import Files
import TestSupport
import Testing

@Suite struct HookCommandTests {
  private let root: TemporaryFolder

  init() throws {
    self.root = try TemporaryFolder()
  }

  @Test func argumentsAndInputArriveAsTheyAre() throws {
    let arguments = ["two words", "it's \"quoted\"", "$HOME `id` *", "", "{\"a\": 1}", "größer"]
    let script = try root.write(
      """
      printf '%s\\n' "$@" > "\(root.path)/arguments"
      cat > "\(root.path)/input"

      """, to: "tell.sh")
    let input = Array(repeating: UInt8(ascii: "x"), count: 300_000)
    #expect(HookCommand.run(["/bin/sh", script] + arguments, input: input) == nil)
    let received = try InputFile(path: "\(root.path)/arguments").readAll()
    #expect(String(decoding: received, as: UTF8.self) == arguments.map { $0 + "\n" }.joined())
    #expect(try InputFile(path: "\(root.path)/input").readAll() == input)
  }

  @Test func whatGoesWrongIsSaid() throws {
    #expect(
      HookCommand.run(["/bin/sh", "-c", "exit 7"], input: []) == "ended with exit code 7")
    #expect(
      HookCommand.run(["/bin/sh", "-c", "kill -TERM $$"], input: []) == "was ended by signal 15")
    #expect(
      HookCommand.run(["no-such-program-here"], input: []) == "No such file or directory")
    let text = try root.write("no program", to: "notes.txt")
    #expect(HookCommand.run([text], input: []) == "Permission denied")
  }

  /// With what it started: a child that went on would hold files of ours open.
  @Test func aCommandThatHangsIsEnded() async throws {
    let script = try root.write(
      "sh -c 'sleep 3; touch \"\(root.path)/late\"' &\nsleep 300\n", to: "hang.sh")
    #expect(
      HookCommand.run(["/bin/sh", script], input: [], limitSeconds: 1)
        == "did not end within 1 second")
    try await Task.sleep(for: .seconds(3))
    #expect(Folder.kind(of: "\(root.path)/late") == nil)
  }

  /// A command that reads nothing of its input is no fault.
  @Test func inputMayStayUnread() {
    #expect(HookCommand.run(["true"], input: Array(repeating: 0, count: 300_000)) == nil)
    #expect(HookCommand.run([], input: []) == nil)
  }
}
