import Testing

@Suite("Pipeline files that are refused") struct WrongPipelineTests {
  @Test("a pipeline file that is not there") func missing() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.expectRefusal(
      of: ["run", "pipelines/clicks.yaml", "--as-of", "2026-11-19", "--quiet"],
      """
      adsegments: pipelines/clicks.yaml: no such file or folder
        to mend it: check the path, or put the file in place

      """)
  }

  @Test("a segment that is none") func unknownSegment() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("to: [medium]", by: "to: [medum]")
    try pipeline.expectRefusal(
      """
      adsegments: the pipeline file has 1 fault
      pipeline.yaml:22:30: unknown segment 'medum'; did you mean 'medium'?

      """)
  }

  @Test("a platform that is none") func unknownPlatform() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("platform: generic", by: "platform: tiktok")
    try pipeline.expectRefusal(
      """
      adsegments: the pipeline file has 1 fault
      pipeline.yaml:7:15: unknown platform 'tiktok'; there is 'generic', 'linkedin-companies', \
      'linkedin-demographics', 'linkedin-performance', '6sense-reached-accounts', \
      'rollworks-accounts', 'terminus-accounts', 'demandbase-accounts', 'google-ads', 'meta-ads', \
      'microsoft-ads', 'dv360', 'cm360', 'stackadapt' and 'the-trade-desk'

      """)
  }

  @Test("all faults at once") func several() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("platform: generic", by: "platform: genric")
    try pipeline.replace("{engagements: 3,", by: "{engagement: 3,")
    try pipeline.replace("add: {to: [low]}", by: "add: {to: [lo]}")
    try pipeline.replace("format: 6sense-accounts", by: "format: 6sens-accounts")
    try pipeline.expectRefusal(
      """
      adsegments: the pipeline file has 4 faults
      pipeline.yaml:7:15: unknown platform 'genric'; did you mean 'generic'?
      pipeline.yaml:19:16: unknown segment 'lo'; did you mean 'low'?
      pipeline.yaml:21:12: unknown key 'engagement' in 'when'; did you mean 'engagements'?
      pipeline.yaml:25:38: unknown format '6sens-accounts'; did you mean '6sense-accounts'?

      """)
  }

  @Test("workflows that wait for each other are all named") func circle() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace(
      "exports:\n",
      by: """
          - id: to-rest
            when: {engagements: 1, campaign: Opt-out, within_days: 7}
            move: {from: [medium], to: [rest]}
          - id: wake-up
            when: {engagements: 1, campaign: Awareness, within_days: 0}
            move: {from: [rest], to: [low]}

        exports:

        """)
    try pipeline.replace("{id: medium, name: Medium}", by: "{id: medium}\n  - {id: rest}")
    try pipeline.expectRefusal(
      """
      adsegments: pipeline.yaml: workflows wait for each other in a circle: 'to-medium' -> \
      'to-rest' -> 'wake-up' -> 'to-medium'
        to mend it: take one of them out, narrow it with other segments, or say 'after' to break \
      the circle

      """)
  }

  @Test("a time zone that this machine does not know") func unknownTimeZone() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("runs: runs", by: "runs: runs\ntime_zone: Europe/Berln")
    try pipeline.expectRefusal(
      of: ["run", "pipeline.yaml", "--quiet"],
      """
      adsegments: pipeline.yaml: this machine knows no time zone 'Europe/Berln'
        to mend it: write an IANA name such as Europe/Berlin, or install the package tzdata

      """)
  }

  @Test("a campaign that no export mentions is a warning with the closest name")
  func unknownCampaign() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("campaign: Consideration", by: "campaign: Considerations")
    let result = try pipeline.run("2026-11-19")
    #expect(result.exitCode == 0, "\(result)")
    let warnings = result.standardError.split(separator: "\n").filter { $0.hasPrefix("warning:") }
    #expect(
      warnings == [
        """
        warning: workflow 'to-medium': no export mentions its campaign 'Considerations'; the \
        closest are 'Consideration'
        """
      ])
  }
}
