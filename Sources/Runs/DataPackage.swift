import AdModel
package import CSV
import Files

/// `datapackage.json`: what every table of a run is, for programs that read them.
///
/// A Data Package of version 1, whose names its properties bear (specs.frictionlessdata.io:
/// data-package, tabular-data-resource, table-schema, csv-dialect). Nothing in it depends on the
/// clock or the machine.
package struct DataPackage: Codable, Sendable, Equatable {
  package struct Field: Codable, Sendable, Equatable {
    /// As CSVs of runs write a value.
    package enum ValueType: String, Codable, Sendable {
      case string
      case integer
      /// `YYYY-MM-DD`.
      case date
      /// `true` or `false`.
      case boolean
    }

    package var name: String
    package var type: ValueType
    package var description: String?
    /// Stated for booleans alone; readers would take `1` and `TRUE` without.
    package var trueValues: [String]?
    package var falseValues: [String]?

    package init(_ name: String, _ type: ValueType, _ description: String? = nil) {
      self.name = name
      self.type = type
      self.description = description
      self.trueValues = type == .boolean ? ["true"] : nil
      self.falseValues = type == .boolean ? ["false"] : nil
    }
  }

  package struct Schema: Codable, Sendable, Equatable {
    package var fields: [Field]
    /// What stands for nothing known; none where a blank is a text like any other.
    package var missingValues: [String]
    /// Fields that are never blank and together the same in no two rows.
    package var primaryKey: [String]?

    package init(
      fields: [Field], missingValues: [String] = [""], primaryKey: [String]? = nil
    ) {
      self.fields = fields
      self.missingValues = missingValues
      self.primaryKey = primaryKey
    }
  }

  /// How runs write CSVs. All of it is said, since readers guess what is not: Frictionless takes
  /// a table of many texts for one with another delimiter.
  package struct Dialect: Codable, Sendable, Equatable {
    package var header = true
    package var delimiter = ","
    package var lineTerminator = "\n"
    package var quoteChar = "\""
    package var doubleQuote = true
    package var skipInitialSpace = false

    package init(_ dialect: OutputDialect = .standard) {
      header = dialect.hasHeader
      delimiter = String(Unicode.Scalar(dialect.delimiter))
      lineTerminator = dialect.lineEnd == .lf ? "\n" : "\r\n"
    }
  }

  package struct Resource: Codable, Sendable, Equatable {
    package var name: String
    /// Seen from the folder of the package.
    package var path: String
    package var profile = "tabular-data-resource"
    package var description: String
    package var format = "csv"
    package var mediatype = "text/csv"
    package var encoding = "utf-8"
    package var bytes: Int
    /// `sha256:` and the digest.
    package var hash: String
    package var dialect = Dialect()
    package var schema: Schema
  }

  package var name: String
  package var title: String
  package var profile = "tabular-data-package"
  /// Sorted by path.
  package var resources: [Resource]
}

extension DataPackage {
  /// A table as it was written: what it holds, and its file.
  package struct Table: Sendable {
    package var description: String
    package var schema: Schema
    package var dialect: OutputDialect
    package var file: Manifest.Output

    package init(
      description: String, schema: Schema, dialect: OutputDialect = .standard,
      file: Manifest.Output
    ) {
      self.description = description
      self.schema = schema
      self.dialect = dialect
      self.file = file
    }
  }

  /// The package of a run.
  ///
  /// - Parameter title: the name of its pipeline.
  package init(titled title: String, of tables: [Table]) {
    let tables = tables.sorted { $0.file.path.precedesInBytes($1.file.path) }
    let names = DataPackage.resourceNames(tables.map(\.file.path))
    self.name = PackageName.of(slug(of: title), lost: "pipeline")
    self.title = title
    self.resources = zip(names, tables).map { name, table in
      Resource(
        name: name, path: table.file.path, description: table.description,
        bytes: table.file.bytes, hash: "sha256:\(table.file.sha256)",
        dialect: Dialect(table.dialect), schema: table.schema)
    }
  }

  /// One name for each path, no two the same.
  private static func resourceNames(_ paths: [String]) -> [String] {
    let names = paths.map { path in
      PackageName.of(path.hasSuffix(".csv") ? String(path.dropLast(4)) : path, lost: "table")
    }
    let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    return zip(names, paths).map { name, path in
      counts[name] == 1 ? name : PackageName.marked(name, by: path)
    }
  }
}

/// Names as Data Packages allow them: lower-case ASCII letters, digits, `.`, `_` and `-`.
private enum PackageName {
  /// The name that a text gives; one that loses something of the text on the way bears a mark, so
  /// that two texts give two names.
  ///
  /// - Parameter lost: the name of a text that has none of these characters.
  static func of(_ text: String, lost: String) -> String {
    var name = ""
    var isWhole = true
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "/"):
        name.append("-")
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        isWhole = false
        name.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
      default:
        isWhole = false
        if !name.hasSuffix("-") { name.append("-") }
      }
    }
    while name.hasPrefix("-") { name.removeFirst() }
    while name.hasSuffix("-") { name.removeLast() }
    if isWhole, !name.isEmpty { return name }
    return marked(name.isEmpty ? lost : name, by: text)
  }

  static func marked(_ name: String, by text: String) -> String {
    "\(name)-\(Digest(of: text).hex.prefix(12))"
  }
}
