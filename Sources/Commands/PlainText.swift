extension String {
  /// On one line, without the control characters that a file could bring to a terminal.
  var onOnePlainLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }
}
