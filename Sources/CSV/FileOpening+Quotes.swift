package import Files

extension FileOpening {
  /// How much of the text is looked at for quotes.
  private static let quoteLookSizeBytes = 1 << 16

  /// The quote and the escape of a file that has others than `"` and a doubled quote; nil for most
  /// files, which are not looked at closely.
  package func unusualQuotes(
    of file: InputFile
  ) throws(FileFault) -> (quote: UInt8?, escape: UInt8?)? {
    let sample = try TextSample.read(file, self, sizeBytes: FileOpening.quoteLookSizeBytes)
    let (double, single) = (UInt8(ascii: "\""), UInt8(ascii: "'"))
    let hasEscapedQuote = zip(sample, sample.dropFirst()).contains {
      $0 == UInt8(ascii: "\\") && ($1 == double || $1 == single)
    }
    guard hasEscapedQuote || sample.contains(single) && !sample.contains(double) else { return nil }
    let dialect = DialectSniffer.guess(sample, hints: DialectSniffer.Hints()).dialect
    guard dialect.quote == single || dialect.escape != nil else { return nil }
    return (dialect.quote, dialect.escape)
  }
}
