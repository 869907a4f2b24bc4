import AdModel
import Pipelines
import Testing

/// Files without a fault, and the pipelines they say.
@Suite struct PipelineFileTests {
  @Test func readsTheSettingsOfTheEngagementLadder() throws {
    let pipeline = try SamplePipelines.read(engagementLadder)
    #expect(pipeline.name == "engagement-ladder")
    #expect(pipeline.timeZone == "Europe/Berlin")
    #expect(pipeline.asOf == .today(lagDays: 1))
    #expect(pipeline.runsFolder == "../data/runs/engagement-ladder")
    #expect(pipeline.ladders == [[SegmentID("low"), SegmentID("medium"), SegmentID("high")]])
    #expect(pipeline.exclude == [SegmentID("open-deals"), SegmentID("lost-deals")])
    #expect(pipeline.onExclude == .hold)
    #expect(pipeline.overrides == "../data/overrides.csv")
    #expect(
      pipeline.exports
        == ["low", "medium", "high"].map {
          Upload(segment: SegmentID($0), format: "linkedin-company-list")
        })
  }

  @Test func readsWhatCarriesOverFromRunToRun() throws {
    var text = SamplePipelines.full(line: 23, "id: low", "id: low, was: [lowest, lower]")
    text += """
      retired: [old, older]
      archive: ../copies
      on_success: tell
      on_failure: [./tell.sh, --json, '{"text": "{summary}", "in": {}}', "{status} {run}", --json]

      """
    let pipeline = try SamplePipelines.read(text)
    #expect(
      pipeline.segment(SegmentID("low"))?.was == [SegmentID("lowest"), SegmentID("lower")])
    #expect(pipeline.segment(SegmentID("high"))?.was == [])
    #expect(pipeline.retired == [SegmentID("old"), SegmentID("older")])
    #expect(pipeline.archive == "../copies")
    #expect(pipeline.onSuccess == ["tell"])
    #expect(
      pipeline.onFailure == [
        "./tell.sh", "--json", "{\"text\": \"{summary}\", \"in\": {}}", "{status} {run}", "--json",
      ])
  }

  @Test func aSegmentWithoutANameGoesByItsID() throws {
    let text = SamplePipelines.full(line: 24, "}", "}\n  - {id: third}")
    #expect(try SamplePipelines.read(text).segment(SegmentID("third"))?.name == "third")
  }

  @Test func readsTheAccountsOfTheEngagementLadder() throws {
    let accounts = try #require(try SamplePipelines.read(engagementLadder).accounts)
    #expect(accounts.file == "../data/accounts.csv")
    #expect(
      accounts.columns == [
        .id: "Account ID", .name: "Account Name", .domain: "Website",
        .linkedIn: "LinkedIn Page", .country: "Country", .parent: "Parent Account ID",
      ])
    #expect(accounts.aliases == "../data/account-aliases.csv")
    #expect(accounts.unmatched == .report)
    #expect(accounts.rollUp == nil)
  }

  @Test func readsTheSourcesOfTheEngagementLadder() throws {
    let sources = try SamplePipelines.read(engagementLadder).sources
    #expect(sources.map(\.name.text) == ["linkedin", "dsp"])
    let linkedIn = sources[0]
    #expect(linkedIn.platform == "linkedin-demographics")
    #expect(linkedIn.files == ["../data/exports/linkedin/{campaign}-*.csv"])
    #expect(linkedIn.lagDays == 1)
    #expect(linkedIn.columns.isEmpty && linkedIn.engagements.isEmpty)
    let dsp = sources[1]
    #expect(dsp.platform == "generic")
    #expect(dsp.files == ["../data/exports/dsp/*.csv", "../data/exports/dsp/*.csv.gz"])
    #expect(
      dsp.columns == [
        .date: "Day", .campaign: "Campaign", .accountName: "Company", .accountDomain: "Domain",
      ])
    #expect(dsp.engagements == ["Clicks", "Video Completions"])
    #expect(dsp.campaign == nil && dsp.periodDaysBeforeGenerated == nil)
    #expect(dsp.lagDays == 0 && dsp.overlap == .replace && dsp.covers == .rows)
  }

  @Test func readsTheSegmentsOfTheEngagementLadder() throws {
    let segments = try SamplePipelines.read(engagementLadder).segments
    #expect(segments.map(\.id.text) == ["low", "medium", "high", "open-deals", "lost-deals"])
    #expect(segments[0].name == "Ad Engaged: Low")
    #expect(segments.map(\.expireAfterDays) == [nil, nil, 30, nil, nil])
    #expect(segments[0].origin == nil)
    let open = try #require(segments[3].origin)
    #expect(open.file == "../data/crm/opportunities.csv")
    #expect(open.columns == [.id: "Account ID"])
    #expect(open.conditions.map(\.column) == ["Stage"])
    #expect(open.conditions.map(\.values) == [["Discovery", "Proposal", "Closed Won"]])
    #expect(open.dateColumn == nil && open.withinDays == nil && !open.mayBeEmpty)
    let lost = try #require(segments[4].origin)
    #expect(lost.dateColumn == "Close Date" && lost.withinDays == 180)
  }

  @Test func readsTheWorkflowsOfTheEngagementLadder() throws {
    let workflows = try SamplePipelines.read(engagementLadder).workflows
    #expect(
      workflows.map(\.id.text) == [
        "1-awareness-engagements-in-7-days-add-to-low",
        "3-consideration-engagements-in-7-days-move-to-medium",
        "5-decision-engagements-in-3-days-move-to-high",
        "no-decision-engagement-in-30-days-back-to-medium",
      ])
    #expect(workflows[0].name == "1+ Awareness engagements in 7 days, add to Low")
    #expect(
      workflows.map(\.trigger.test) == [.atLeast(1), .atLeast(3), .atLeast(5), .fewerThan(1)])
    #expect(
      workflows.map(\.trigger.campaign.patterns)
        == [["Awareness"], ["Consideration"], ["Decision"], ["Decision"]])
    #expect(workflows.map(\.trigger.withinDays) == [7, 7, 3, 30])
    #expect(workflows.allSatisfy { $0.trigger.sources == .theOnlyOne && !$0.trigger.anyID })
    let (low, medium, high) = (SegmentID("low"), SegmentID("medium"), SegmentID("high"))
    #expect(
      workflows.map(\.action) == [
        .add(to: [low]), .move(from: [low], to: [medium]),
        .move(from: [low, medium], to: [high]), .move(from: [high], to: [medium]),
      ])
    #expect(workflows.allSatisfy { $0.isActive && $0.onlyIn == nil })
    #expect(workflows.allSatisfy { $0.notIn.isEmpty && $0.after.isEmpty })
  }

  @Test func readsTheGuardsOfTheEngagementLadder() throws {
    var expected = Guards()
    expected.maxRemoved = Guards.Limit(percent: 30, atLeast: 50)
    expected.maxAdded = Guards.Limit(percent: 200, atLeast: 500)
    expected.maxRejectedRows = Guards.Limit(percent: 5, atLeast: 100)
    expected.maxRestatedDrop = Guards.Limit(percent: 50, atLeast: 20)
    expected.maxMissingAccounts = Guards.Limit(percent: 5, atLeast: 100)
    expected.becameEmptyAtLeast = 10
    expected.missingSource = .error
    #expect(try SamplePipelines.read(engagementLadder).guards == expected)
  }

  @Test func leavesWhatIsNotSaidAtItsDefault() throws {
    let pipeline = try SamplePipelines.read(smallest)
    #expect(pipeline.timeZone == "UTC")
    #expect(pipeline.asOf == .today(lagDays: 0))
    #expect(pipeline.accounts == nil && pipeline.overrides == nil)
    #expect(pipeline.ladders.isEmpty && pipeline.exclude.isEmpty && pipeline.exports.isEmpty)
    #expect(pipeline.guards == Guards())
    #expect(pipeline.segments.map(\.id.text) == ["ad-engaged-low"])
  }

  @Test func readsMoreSharedDomains() throws {
    #expect(try SamplePipelines.read(SamplePipelines.full).accounts?.sharedDomains == [])
    let text = SamplePipelines.full.replacing(
      "roll_up: parent", with: "shared_domains: [provider.example, agency.example]")
    #expect(
      try SamplePipelines.read(text).accounts?.sharedDomains
        == ["provider.example", "agency.example"])
  }

  @Test func readsTheFullSampleAndItsUncommonKeys() throws {
    let pipeline = try SamplePipelines.read(SamplePipelines.full)
    #expect(pipeline.accounts?.rollUp == .parent)
    #expect(pipeline.segments[2].origin?.file == "deals-{last_day}.csv")
    #expect(pipeline.workflows[0].trigger.sources == .all)
    #expect(
      pipeline.workflows[1].trigger.sources == .named([SourceName("linkedin"), SourceName("dsp")]))
    #expect(pipeline.workflows[1].after == [WorkflowID("up-to-low")])
    #expect(pipeline.guards.missingSource == .warn)
    #expect(pipeline.guards.becameEmptyAtLeast == 10)
  }

  @Test func readsEveryOptionOfSourcesSegmentsAndWorkflows() throws {
    let pipeline = try SamplePipelines.read(uncommon)
    #expect(pipeline.asOf == .newestDay)
    #expect(pipeline.accounts?.unmatched == .create)
    #expect(pipeline.accounts?.aliases == "aliases.csv")
    let source = pipeline.sources[0]
    #expect(source.campaign == "Decision" && source.periodDaysBeforeGenerated == 30)
    #expect(source.overlap == .add && source.covers == .firstToLast)
    #expect(pipeline.sources[1].columns[.firstDay] == "From")
    #expect(pipeline.segments[0].initial == "low.csv")
    #expect(pipeline.segments[1].origin?.mayBeEmpty == true)
    #expect(pipeline.segments[1].origin?.conditions.map(\.column) == ["Stage", "Won"])
    let workflow = pipeline.workflows[0]
    #expect(workflow.id.text == "cool" && !workflow.isActive)
    #expect(workflow.trigger.campaign.patterns == ["Decision*", "70103"])
    #expect(workflow.trigger.anyID)
    #expect(workflow.trigger.sources == .named([SourceName("snapshots")]))
    #expect(workflow.action == .remove(from: [SegmentID("low")]))
    #expect(workflow.onlyIn == [SegmentID("deals")])
    #expect(workflow.notIn == [SegmentID("low")])
    #expect(pipeline.onExclude == .remove)
  }

  @Test func takesNamesForIDs() throws {
    let text = SamplePipelines.full(line: 33, "[low]", "[\"Ad: Low\"]")
    #expect(
      try SamplePipelines.read(text).workflows[0].action == .add(to: [SegmentID("low")]))
    let after = SamplePipelines.full(line: 37, "up-to-low", "Up to low")
    #expect(try SamplePipelines.read(after).workflows[1].after == [WorkflowID("up-to-low")])
  }

  @Test func takesOneTextForAListOfOne() throws {
    let text = SamplePipelines.full(line: 33, "[low]", "low")
    #expect(
      try SamplePipelines.read(text).workflows[0].action == .add(to: [SegmentID("low")]))
  }
}

private let smallest = """
  version: 1
  name: smallest
  runs: runs
  sources:
    - name: dsp
      platform: generic
      files: "{campaign}_{first_day}_{last_day}.csv"
      columns: {account_name: Company}
      engagements: Clicks
  segments:
    - name: "Ad Engaged: Low"
  workflows:
    - name: Add
      when: {engagements: 1, campaign: Awareness, within_days: 0}
      add: {to: ad-engaged-low}
  """

private let uncommon = """
  version: 1
  name: uncommon
  as_of: newest_day
  runs: runs
  accounts:
    aliases: aliases.csv
  sources:
    - name: snapshots
      platform: generic
      files: snapshot-{generated}-{part}.csv
      columns: {account_id: ID}
      engagements: [Clicks]
      campaign: Decision
      period: {ends: "{generated}", days: 30}
      overlap: add
      covers: first_to_last
    - name: periods
      platform: generic
      files: periods.csv
      columns: {first_day: From, last_day: To, campaign_id: Campaign ID, account_linkedin: Page}
      engagements: [Clicks]
  segments:
    - {id: low, name: Low, initial: low.csv}
    - id: deals
      name: Deals
      from:
        file: deals.csv
        columns: {domain: Website, country: Country}
        where: {Stage: Won, Won: [Yes, 1]}
        may_be_empty: true
  workflows:
    - id: cool
      name: Cool down
      active: false
      when:
        fewer_than: 2
        campaign: [Decision*, 70103]
        within_days: 90
        sources: snapshots
        any_id: true
      remove: {from: [low]}
      only_in: [deals]
      not_in: [low]
  exclude: deals
  on_exclude: remove
  """

/// The pipeline of the design, section 3.
let engagementLadder = """
  version: 1
  name: engagement-ladder
  time_zone: Europe/Berlin
  as_of_lag_days: 1                          # or as_of: newest_day
  runs: ../data/runs/engagement-ladder       # where runs are published; one pipeline per folder

  accounts:
    file: ../data/accounts.csv
    columns: {id: Account ID, name: Account Name, domain: Website, linkedin: LinkedIn Page,
              country: Country, parent: Parent Account ID}
    aliases: ../data/account-aliases.csv     # account_id,kind (name|domain|linkedin|id),value
    unmatched: report

  sources:
    - name: linkedin
      platform: linkedin-demographics
      files: ../data/exports/linkedin/{campaign}-*.csv
      lag_days: 1
    - name: dsp
      platform: generic                      # any CSV with a header line
      files: [../data/exports/dsp/*.csv, ../data/exports/dsp/*.csv.gz]
      columns: {date: Day, campaign: Campaign, account_name: Company, account_domain: Domain}
      engagements: [Clicks, Video Completions]

  segments:
    - {id: low, name: "Ad Engaged: Low"}
    - {id: medium, name: "Ad Engaged: Medium"}
    - {id: high, name: "Ad Engaged: High", expire_after_days: 30}
    - id: open-deals
      name: "CRM: open or won"
      from:
        file: ../data/crm/opportunities.csv
        columns: {id: Account ID}
        where: {Stage: [Discovery, Proposal, Closed Won]}
    - id: lost-deals
      name: "CRM: recently lost"
      from: {file: ../data/crm/opportunities.csv, columns: {id: Account ID},
             where: {Stage: [Closed Lost]}, date: Close Date, within_days: 180}

  ladders:
    - [low, medium, high]

  workflows:
    - name: 1+ Awareness engagements in 7 days, add to Low
      when: {engagements: 1, campaign: Awareness, within_days: 7}
      add: {to: [low]}
    - name: 3+ Consideration engagements in 7 days, move to Medium
      when: {engagements: 3, campaign: Consideration, within_days: 7}
      move: {from: [low], to: [medium]}
    - name: 5+ Decision engagements in 3 days, move to High
      when: {engagements: 5, campaign: Decision, within_days: 3}
      move: {from: [low, medium], to: [high]}
    - name: No Decision engagement in 30 days, back to Medium
      when: {fewer_than: 1, campaign: Decision, within_days: 30}
      move: {from: [high], to: [medium]}

  exclude: [open-deals, lost-deals]
  overrides: ../data/overrides.csv

  exports:
    - {segment: [low, medium, high], format: linkedin-company-list}

  guards:
    max_removed: {percent: 30, at_least: 50} # trips when both are passed
    max_added: {percent: 200, at_least: 500}
    max_rejected_rows: {percent: 5, at_least: 100}
    max_restated_drop: {percent: 50, at_least: 20}
    max_missing_accounts: {percent: 5, at_least: 100}
    became_empty: {at_least: 10}
    missing_source: error
  """
