import AdModel
import Export
import Testing

@Suite struct UploadPlanTests {
  /// Members as `low A1`; accounts A0 to A4, of which A4 has gone from the list.
  private func plan(
    exports: [String], members: [String], exclude: [String] = [],
    exclusions: [UInt32: [String]] = [:], bans: [String: Set<UInt32>] = [:]
  ) -> UploadPlan {
    let pipeline = Pipeline(
      name: "test", exclude: exclude.map { SegmentID($0) },
      exports: exports.map { Upload(segment: SegmentID($0), format: "linkedin-company-list") })
    let table = AccountTable((0..<5).map { (Account(id: AccountID("A\($0)"), name: "n"), $0 != 4) })
    let memberships = members.map { text in
      let words = text.split(separator: " ")
      return Membership(
        segment: SegmentID(String(words[0])),
        account: AccountIndex(UInt32(words[1].dropFirst()) ?? 0), since: CalendarDay(number: 1),
        qualifiedOn: CalendarDay(number: 1), workflow: nil)
    }
    return UploadPlan(
      pipeline, memberships: memberships, accounts: table,
      exclusions: Dictionary(
        uniqueKeysWithValues: exclusions.map { (AccountIndex($0), $1.map { SegmentID($0) }) }),
      bans: Dictionary(
        uniqueKeysWithValues: bans.map { (SegmentID($0), Set($1.map { AccountIndex($0) })) }))
  }

  private func members(_ plan: UploadPlan, _ segment: String) -> [UInt32]? {
    plan.members[SegmentID(segment)]?.map(\.number)
  }

  private func holds(_ plan: UploadPlan) -> [String] {
    plan.holds.map { "\($0.segment) A\($0.account.number) \($0.reason)" }
  }

  /// What one format cannot use stays in the others; who is held from all is not told twice.
  @Test func aFormatsOwnNeed() {
    let uploads = ["stackadapt-domains", "linkedin-company-list"].map {
      Upload(segment: SegmentID("low"), format: $0)
    }
    let pipeline = Pipeline(
      name: "test", segments: [Segment(id: SegmentID("low"), name: "Low")], exports: uploads)
    let table = AccountTable([
      (Account(id: AccountID("A0"), name: "n"), true), (Account(id: AccountID("A1")), true),
      (Account(id: AccountID("A2"), domain: "a.example"), true),
      (Account(id: AccountID("A3")), false),
    ])
    let plan = UploadPlan(
      pipeline,
      memberships: (0..<4).map {
        Membership(
          segment: SegmentID("low"), account: AccountIndex($0), since: CalendarDay(number: 1),
          qualifiedOn: CalendarDay(number: 1), workflow: nil)
      }, accounts: table, exclusions: [:], bans: [:])
    #expect(members(plan, "low") == [0, 1, 2])
    #expect(plan.accounts(of: uploads[0]).map(\.number) == [2])
    #expect(plan.accounts(of: uploads[1]).map(\.number) == [0, 2])
    let lack = "no_name_or_domain_or_linkedin:linkedin-company-list"
    #expect(
      holds(plan) == [
        "low A0 no_domain:stackadapt-domains",
        "low A1 no_domain:stackadapt-domains | \(lack)", "low A3 not_in_account_list",
      ])
  }

  @Test func everyMemberOfAnUploadsSegment() {
    let plan = plan(exports: ["low", "empty"], members: ["high A0", "low A1", "low A3"])
    #expect(members(plan, "low") == [1, 3])
    #expect(members(plan, "empty") == [])
    #expect(members(plan, "high") == nil)
    #expect(plan.holds.isEmpty)
  }

  @Test func theReasonsForHoldingOneBack() {
    let plan = plan(
      exports: ["low", "high"], members: ["high A0", "high A4", "low A1", "low A2", "low A4"],
      exclude: ["open-deals", "lost-deals"],
      exclusions: [
        0: ["open-deals", "lost-deals"], 2: ["lost-deals"], 3: ["open-deals"], 4: ["open-deals"],
      ],
      bans: ["low": [3, 4], "other": [1]])
    #expect(members(plan, "low") == [1])
    #expect(members(plan, "high") == [])
    #expect(
      holds(plan) == [
        "high A0 excluded:open-deals | excluded:lost-deals",
        "high A4 excluded:open-deals | not_in_account_list",
        "low A2 excluded:lost-deals",
        "low A3 excluded:open-deals | banned",
        "low A4 excluded:open-deals | not_in_account_list | banned",
      ])
  }

  /// An excluding segment may serve as a suppression list.
  @Test func anExcludingSegmentKeepsItsOwnMembers() {
    let plan = plan(
      exports: ["open-deals", "low"], members: ["low A1", "open-deals A1", "open-deals A4"],
      exclude: ["open-deals"], exclusions: [1: ["open-deals"], 4: ["open-deals"]])
    #expect(members(plan, "open-deals") == [1])
    #expect(members(plan, "low") == [])
    #expect(holds(plan) == ["low A1 excluded:open-deals", "open-deals A4 not_in_account_list"])
  }

  /// One line whatever the number of formats; segments by their bytes.
  @Test func oneLineForEachSegmentAndAccount() {
    let plan = plan(
      exports: ["low", "low", "Zeta", "a"], members: ["Zeta A4", "a A4", "low A4"])
    #expect(
      holds(plan) == [
        "Zeta A4 not_in_account_list", "a A4 not_in_account_list", "low A4 not_in_account_list",
      ])
  }
}
