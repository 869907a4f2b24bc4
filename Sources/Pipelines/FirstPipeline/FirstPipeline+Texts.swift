/// What the files say. The companies are made up.
extension FirstPipeline {
  static let pipeline = """
    # Companies move up as their people engage with your ads:
    #
    #   Low  ->  Medium  ->  High
    #
    # All paths are relative to this file.

    version: 1
    name: first
    time_zone: UTC
    as_of: newest_day              # for data that lies still; a nightly job says as_of_lag_days: 1
    runs: ../data/runs/first       # one folder per run; `latest` points to the newest

    # The companies you care about. Without this section every company becomes an account.
    accounts:
      file: ../data/accounts.csv
      columns: {id: Account ID, name: Account Name, domain: Website, country: Country}

    # Exports of your ad platforms. `adsegments inspect FILE` says what a file is and needs.
    sources:
      - name: ads
        platform: generic          # any CSV with a header line: say what its columns mean
        files: ../data/exports/ads_{first_day}_{last_day}.csv
        columns: {date: Day, campaign: Campaign, account_name: Company, account_domain: Domain}
        engagements: [Clicks, Video Completions]

    segments:
      - {id: low, name: "Ad Engaged: Low"}
      - {id: medium, name: "Ad Engaged: Medium"}
      - {id: high, name: "Ad Engaged: High", expire_after_days: 30}
      - id: open-deals
        name: "CRM: open or won"
        from:
          file: ../data/crm/deals.csv
          columns: {id: Account ID}
          where: {Stage: [Proposal, Closed Won]}

    ladders:
      - [low, medium, high]        # a company holds at most one rung

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

    exclude: [open-deals]          # kept out of the uploads, with the reason kept

    exports:
      - {segment: [low, medium, high], format: linkedin-company-list}

    """

  static let accounts = """
    Account ID,Account Name,Website,Country
    A-1,Nordhang Pumpen GmbH,nordhang.example,DE
    A-2,"Calder & Wythe Ltd",calderwythe.example,GB
    A-3,Solvane Analytics S.A.S.,solvane.example,FR
    A-4,Pinecrest Robotics Inc.,pinecrest-robotics.example,US
    A-5,Åsmark Logistik AB,asmark.example,SE
    A-6,Tessaro Foods S.p.A.,tessaro.example,IT

    """

  static let deals = """
    Deal,Account ID,Stage,Close Date
    Pumps 2026,A-1,Proposal,2026-12-18
    Warehouse pilot,A-5,Closed Lost,2026-03-02

    """

  static let firstWeek = """
    Day,Campaign,Company,Domain,Impressions,Clicks,Video Completions
    2026-11-12,Awareness,Nordhang Pumpen,www.nordhang.example,410,2,0
    2026-11-13,Awareness,Calder and Wythe,calderwythe.example,388,1,1
    2026-11-14,Consideration,Calder and Wythe,calderwythe.example,120,1,0
    2026-11-15,Awareness,Pinecrest Robotics,pinecrest-robotics.example,290,1,0

    """

  /// It has two days of the week before again, with corrected counts.
  static let secondWeek = """
    Day,Campaign,Company,Domain,Impressions,Clicks,Video Completions
    2026-11-14,Consideration,Calder and Wythe,calderwythe.example,131,2,0
    2026-11-15,Awareness,Pinecrest Robotics,pinecrest-robotics.example,301,2,0
    2026-11-16,Awareness,Nordhang Pumpen,www.nordhang.example,377,1,0
    2026-11-16,Consideration,Calder and Wythe,calderwythe.example,96,1,1
    2026-11-17,Awareness,Solvane Analytics,solvane.example,240,1,0
    2026-11-18,Decision,Pinecrest Robotics,pinecrest-robotics.example,75,3,0
    2026-11-19,Decision,Pinecrest Robotics,pinecrest-robotics.example,81,2,1
    2026-11-20,Awareness,Åsmark Logistik AB,asmark.example,200,1,0
    2026-11-20,Awareness,Velmont Group,velmont.example,150,2,0

    """
}
