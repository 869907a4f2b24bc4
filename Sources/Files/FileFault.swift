/// What the operating system said no to, and about which path.
package struct FileFault: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case missing
    case isDirectory
    /// A folder was to be there or to be made, and something else is.
    case notAFolder
    case notARegularFile
    case permissionDenied
    case readOnly
    case diskFull
    /// A limit of the user or of the file system, with space left on the disk.
    case tooLarge
    case tooManyLinks
    case changedWhileRead
    /// Another process is at work on it.
    case inUse
    case brokenCompression
    /// Any other error number of the system.
    case system(Int32)
  }

  package let kind: Kind
  package let path: String
  /// What the file is packed with; of `brokenCompression` only.
  package let compression: Compression?

  package init(_ kind: Kind, path: String, compression: Compression? = nil) {
    self.kind = kind
    self.path = path
    self.compression = compression
  }

  init(errorNumber: Int32, path: String) {
    self.init(Kind(errorNumber: errorNumber), path: path)
  }
}

#if canImport(Glibc)
  import Glibc

  extension FileFault.Kind {
    init(errorNumber: Int32) {
      self =
        switch errorNumber {
        case ENOENT, ENOTDIR: .missing
        case EISDIR: .isDirectory
        case EEXIST: .notAFolder
        case EACCES, EPERM: .permissionDenied
        case EROFS: .readOnly
        case ENOSPC, EDQUOT: .diskFull
        case EFBIG: .tooLarge
        case ELOOP: .tooManyLinks
        default: .system(errorNumber)
        }
    }
  }

  extension FileFault: CustomStringConvertible {
    /// The system's words, without the path.
    package var description: String {
      switch kind {
      case .missing: "no such file or folder"
      case .isDirectory: "is a folder, not a file"
      case .notAFolder: "is not a folder"
      case .notARegularFile: "is not a regular file"
      case .permissionDenied: "permission denied"
      case .readOnly: "the file system is read-only"
      case .diskFull: "no space left on the disk"
      case .tooLarge: "the file would grow larger than a limit on file sizes allows"
      case .tooManyLinks: "symbolic links go round in a circle"
      case .inUse: "another process is at work on it"
      case .changedWhileRead: "changed while it was read"
      case .brokenCompression:
        "the \((compression ?? .gzip).rawValue) data is broken or ends early"
      case .system(let number): unsafe String(cString: strerror(number))
      }
    }
  }
#endif
