import Glibc

/// What an entry of a folder is, symbolic links followed.
package enum EntryKind: Sendable {
  case file
  case folder
  case other
}

/// Questions to the file system about paths, and listings in a fixed order.
package enum Folder {
  /// The names in a folder, sorted by bytes; `.` and `..` left out.
  package static func names(in path: String) throws(FileFault) -> [String] {
    guard let directory = unsafe opendir(path) else {
      throw FileFault(errorNumber: errno, path: path)
    }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The paths of all files in a folder and those below, sorted by bytes.
  package static func files(in path: String) throws(FileFault) -> [String] {
    var files: [String] = []
    for name in try names(in: path) {
      if kind(of: "\(path)/\(name)") == .folder {
        files += try Folder.files(in: "\(path)/\(name)").map { "\(name)/\($0)" }
      } else {
        files.append(name)
      }
    }
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What lies at a path, or nil when nothing does.
  package static func kind(of path: String) -> EntryKind? {
    var status = stat()
    guard unsafe fstatat(AT_FDCWD, path, &status, 0) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// What lies at a path, or nil when nothing does; unlike `kind`, what may not be looked at is not
  /// taken for nothing.
  package static func checkedKind(of path: String) throws(FileFault) -> EntryKind? {
    var status = stat()
    guard unsafe fstatat(AT_FDCWD, path, &status, 0) == 0 else {
      let fault = FileFault(errorNumber: errno, path: path)
      if fault.kind == .missing { return nil }
      throw fault
    }
    return kind(of: path)
  }

  /// Makes a folder and those above it, and has the disk know of them; one that is there already is
  /// fine.
  package static func make(_ path: String) throws(FileFault) {
    if kind(of: path) == .folder { return }
    let parent = Path.parent(of: path)
    if let kind = kind(of: parent), kind != .folder { throw FileFault(.notAFolder, path: parent) }
    if parent != path, kind(of: parent) == nil { try make(parent) }
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST && kind(of: path) == .folder else {
      throw FileFault(errorNumber: errno, path: path)
    }
    try sync(parent)
  }

  /// Makes a folder in one that is there; one that is there already is fine.
  package static func make(_ name: String, in folder: String) throws(FileFault) {
    let path = "\(folder)/\(name)"
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST && kind(of: path) == .folder else {
      let fault = FileFault(errorNumber: errno, path: path)
      // Where something is already, it is at fault; else the folder that takes nothing more is.
      throw fault.kind == .notAFolder ? fault : FileFault(fault.kind, path: folder)
    }
  }

  /// Makes a folder of a name that nothing has yet; whoever stops this process removes it.
  package static func makeTemporary(in parent: String, prefix: String) throws(FileFault) -> String {
    try UnfinishedPaths.starting { () throws(FileFault) in
      var template = Array("\(parent)/\(prefix)XXXXXX\0".utf8CString.dropLast())
      guard unsafe mkdtemp(&template) != nil else {
        throw FileFault(errorNumber: errno, path: parent)
      }
      let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      return (path, ())
    }.path
  }

  /// Removes a file, or a folder with all in it; nothing there is fine.
  package static func remove(_ path: String) throws(FileFault) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in try names(in: path) { try remove("\(path)/\(name)") }
      guard unsafe rmdir(path) == 0 else { throw FileFault(errorNumber: errno, path: path) }
    } else if unsafe unlink(path) != 0 {
      throw FileFault(errorNumber: errno, path: path)
    }
  }

  /// Renames within one file system, replacing a file or link of the new name.
  package static func rename(_ old: String, to new: String) throws(FileFault) {
    guard unsafe Glibc.rename(old, new) == 0 else {
      throw FileFault(errorNumber: errno, path: new)
    }
  }

  /// Writes the folder's entries to the disk.
  package static func sync(_ path: String) throws(FileFault) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault(errorNumber: errno, path: path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileFault(errorNumber: errno, path: path) }
  }

  /// A name that nothing beside a path has yet, of processes in other containers neither.
  static func temporaryName(beside path: String) -> String {
    "\(path).new-\(getpid())-\(UInt32.random(in: .min ... .max))"
  }

  /// Whether a name is one that `OutputFile` and `link` give to what is not in its place yet.
  package static func isTemporary(_ name: String) -> Bool { name.contains(".new-") }

  /// Puts a relative symbolic link in place by one rename, replacing an older one.
  package static func link(_ path: String, to target: String) throws(FileFault) {
    let temporary = temporaryName(beside: path)
    // Too short a moment to be noted as unfinished: it is called while something is being finished.
    guard unsafe symlink(target, temporary) == 0 else {
      throw FileFault(errorNumber: errno, path: path)
    }
    do throws(FileFault) {
      try rename(temporary, to: path)
    } catch {
      _ = unsafe unlink(temporary)
      throw error
    }
  }

  /// Where a symbolic link points, or nil when there is none.
  package static func linkTarget(of path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
