package import AdModel

/// Who of each segment goes into its uploads, and who is left out and why.
package struct UploadPlan: Sendable, Equatable {
  /// One line of `uploads/held.csv`.
  package struct Hold: Sendable, Equatable {
    package var segment: SegmentID
    package var account: AccountIndex
    package var reasons: [HoldReason]

    /// As the table has it.
    package var reason: String {
      reasons.map(\.text).joined(separator: HoldReason.separator)
    }
  }

  /// By segment of an upload: its accounts that nothing holds from all of them, sorted.
  package private(set) var members: [SegmentID: [AccountIndex]] = [:]
  package private(set) var selections: [Upload: UploadSelection] = [:]
  /// By segment id, then account.
  package private(set) var holds: [Hold] = []

  /// - Parameters:
  ///   - exclusions: for every account some excluding segment holds, those segments in the order
  ///     of the pipeline file.
  ///   - bans: accounts with a ban in force, by segment. A ban keeps an account from being a
  ///     member at all; the line says why it is not in the upload.
  ///   - contacts: nil when they were not read; nothing is then said of who has none.
  ///   - jobs: number of threads, at least 1.
  package init(
    _ pipeline: Pipeline, memberships: [Membership], accounts: AccountTable,
    exclusions: [AccountIndex: [SegmentID]], bans: [SegmentID: Set<AccountIndex>],
    contacts: ContactBook? = nil, jobs: Int = 1
  ) {
    let segments = Set(pipeline.exports.map(\.segment)).sorted {
      $0.text.precedesInBytes($1.text)
    }
    let accountsBySegment = memberships.accountsBySegment
    for segment in segments {
      let own = accountsBySegment[segment] ?? []
      let banned = bans[segment] ?? []
      let isExcluding = pipeline.exclude.contains(segment)
      var free: [AccountIndex] = []
      var holds: [Hold] = []
      for account in banned.isEmpty ? own : banned.union(own).sorted() {
        var reasons = isExcluding ? [] : (exclusions[account] ?? []).map(HoldReason.excluded)
        if !accounts.isActive(account) { reasons.append(.notInAccountList) }
        if banned.contains(account) { reasons.append(.banned) }
        if reasons.isEmpty {
          free.append(account)
        } else {
          holds.append(Hold(segment: segment, account: account, reasons: reasons))
        }
      }
      members[segment] = free
      let keptOut = isExcluding ? banned : banned.union(exclusions.keys)
      let lacking = select(
        free, keptOut.sorted(), of: segment, pipeline, accounts, contacts, jobs: jobs)
      if !lacking.isEmpty {
        holds += lacking
        holds.sort { $0.account < $1.account }
      }
      self.holds += holds
    }
  }

  /// Selects for each upload of a segment.
  ///
  /// - Returns: the members that some format cannot use, each once.
  private mutating func select(
    _ members: [AccountIndex], _ keptOut: [AccountIndex], of segment: SegmentID,
    _ pipeline: Pipeline,
    _ accounts: AccountTable, _ contacts: ContactBook?, jobs: Int
  ) -> [Hold] {
    var reasons: [AccountIndex: [HoldReason]] = [:]
    for upload in pipeline.exports where upload.segment == segment {
      let selection = UploadSelection(
        pipeline.form(of: upload), members: members, keptOut: keptOut, accounts: accounts,
        contacts: contacts,
        jobs: jobs)
      for lack in selection.lacks {
        reasons[lack.account, default: []].append(.lacking(lack.what, format: upload.format))
      }
      selections[upload] = selection
    }
    return reasons.map { account, reasons in
      Hold(
        segment: segment, account: account,
        reasons: reasons.sorted { $0.text.precedesInBytes($1.text) })
    }
  }

  /// The accounts of an upload, sorted.
  package func accounts(of upload: Upload) -> [AccountIndex] { selections[upload]?.accounts ?? [] }
}

extension Pipeline {
  /// How the files of an upload are written.
  ///
  /// - Precondition: the pipeline file was checked.
  package func form(of upload: Upload) -> UploadForm {
    form(of: upload, options(of: upload))
  }

  /// The same with other options.
  package func form(of upload: Upload, _ options: UploadOptions) -> UploadForm {
    let segment =
      segment(upload.segment) ?? Segment(id: upload.segment, name: upload.segment.text)
    return UploadFormat.of(upload, options).form(segment, options)
  }
}
