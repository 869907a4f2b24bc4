import Testing

@testable import Report

@Suite struct MovesTests {
  private func moves(workflows: Int, accounts: Int) -> Moves {
    var moves = Moves()
    for workflow in 0..<workflows {
      for account in 0..<accounts {
        moves.add(workflow: "w\(workflow)") {
          Moves.Move(account: "a\(account)", action: "enter", from: "", to: "low")
        }
      }
    }
    return moves
  }

  @Test("the first 50 of each workflow are kept, the rest is counted") func first() throws {
    let moves = moves(workflows: 2, accounts: 120)
    #expect(moves.groups.map(\.workflow) == ["w0", "w1"])
    #expect(moves.groups.map { $0.moves.elements.count } == [50, 50])
    #expect(moves.groups.map { $0.moves.restCount } == [70, 70])
    #expect(moves.groups[1].moves.elements.last?.account == "a49")
    #expect(moves.shownAccounts.count == 50)
  }

  @Test("however many workflows there are, 1,000 are shown") func all() {
    let moves = moves(workflows: 100, accounts: 60)
    #expect(moves.groups.reduce(0) { $0 + $1.moves.elements.count } == 1_000)
    #expect(moves.groups.reduce(0) { $0 + $1.moves.seenCount } == 6_000)
    #expect(moves.groups.last?.moves.elements.count == 0)
  }
}
