/// An account's place in a segment.
///
/// Property names are those of the JSON.
package struct SegmentExplanation: Encodable, Sendable {
  package enum Upload: String, Encodable, Sendable {
    case uploaded
    case held
    /// It is not in, or the segment has no upload.
    case none
  }

  package var segment: String
  package var name: String
  /// In the run that this one starts from.
  package var was_in: Bool
  package var is_in: Bool
  package var since: String?
  package var qualified_on: String?
  /// The one of `since`; blank for a segment made from a file.
  package var workflow: String?
  /// The first as-of day on which the membership ends if the account does not qualify again.
  package var expires_on: String?
  package var upload: Upload
  /// As in `held.csv`.
  package var held: [String]

  /// For people: whether the segment is made from a file in every run.
  package let isFromFile: Bool

  private enum CodingKeys: String, CodingKey {
    case segment, name, was_in, is_in, since, qualified_on, workflow, expires_on, upload, held
  }
}
