import Files
import Foundation
import TestSupport
import Testing

@Suite struct FolderTests {
  private let root: TemporaryFolder

  init() throws {
    self.root = try TemporaryFolder()
  }

  private func path(_ name: String) -> String { "\(root.path)/\(name)" }

  @Test func makesAllFoldersAbove() throws {
    try Folder.make(path("a/b/c"))
    #expect(Folder.kind(of: path("a/b/c")) == .folder)
    try Folder.make(path("a/b/c"))
    try Folder.make(path("a/b/c/"))
    try Folder.make(path("a/d/"))
    #expect(try Folder.names(in: path("a")) == ["b", "d"])
  }

  @Test func aFileInTheWayIsAFault() throws {
    _ = try root.write("x", to: "file")
    for name in ["file", "file/inside", "file/inside/deep"] {
      #expect(throws: FileFault.self) { try Folder.make(path(name)) }
    }
    #expect(Folder.kind(of: path("file")) == .file)
  }

  /// What says no to a new folder is the one above it, and what stands in its place when one does.
  @Test func theFaultNamesWhereItLies() throws {
    _ = try root.write("x", to: "file")
    #expect(throws: FileFault(.notAFolder, path: path("file"))) {
      try Folder.make("file", in: root.path)
    }
    #expect(throws: FileFault(.missing, path: path("none"))) {
      try Folder.make("a", in: path("none"))
    }
  }

  /// A path that leads nowhere has nothing at it; one that cannot be followed may have.
  @Test func whatCannotBeLookedAtIsNotNothing() throws {
    _ = try root.write("x", to: "file")
    try Folder.link(path("circle"), to: "circle")
    #expect(try Folder.checkedKind(of: path("file")) == .file)
    #expect(try Folder.checkedKind(of: root.path) == .folder)
    #expect(try Folder.checkedKind(of: path("none/deep")) == nil)
    #expect(try Folder.checkedKind(of: path("file/deep")) == nil)
    #expect(throws: FileFault(.tooManyLinks, path: path("circle/a"))) {
      try Folder.checkedKind(of: path("circle/a"))
    }
  }

  @Test func namesAreSortedByBytes() throws {
    for name in ["b", "a", "Z", "é", ".hidden", "10", "2"] { _ = try root.write("x", to: name) }
    #expect(try Folder.names(in: root.path) == [".hidden", "10", "2", "Z", "a", "b", "é"])
    #expect(throws: FileFault(.missing, path: path("none"))) { try Folder.names(in: path("none")) }
    #expect(throws: FileFault(.missing, path: path("a"))) { try Folder.names(in: path("a")) }
  }

  @Test func kinds() throws {
    _ = try root.write("x", to: "file")
    try Folder.make(path("folder"))
    try Folder.link(path("to-file"), to: "file")
    try Folder.link(path("to-folder"), to: "folder")
    try Folder.link(path("broken"), to: "none")
    #expect(unsafe mkfifo(path("pipe"), 0o600) == 0)
    let kinds = ["file", "folder", "to-file", "to-folder", "broken", "pipe", "none"].map {
      Folder.kind(of: path($0))
    }
    #expect(kinds == [.file, .folder, .file, .folder, nil, .other, nil])
  }

  // MARK: - Removing

  @Test func removesAFolderWithAllInIt() throws {
    try Folder.make(path("a/b/c"))
    _ = try root.write("x", to: "a/file")
    _ = try root.write("x", to: "a/b/.hidden")
    try Folder.remove(path("a"))
    #expect(try Folder.names(in: root.path) == [])
    try Folder.remove(path("a"))
  }

  /// A link is removed, and what it points to is left alone.
  @Test func linksAreNotFollowed() throws {
    try Folder.make(path("kept"))
    _ = try root.write("x", to: "kept/file")
    try Folder.make(path("gone"))
    try Folder.link(path("gone/link"), to: "../kept")
    try Folder.link(path("link"), to: "kept")
    try Folder.remove(path("gone"))
    try Folder.remove(path("link"))
    #expect(try Folder.names(in: root.path) == ["kept"])
    #expect(try Folder.names(in: path("kept")) == ["file"])
  }

  // MARK: - Links and renames

  @Test func aLinkReplacesAnOlderOne() throws {
    try Folder.link(path("latest"), to: "2026-11-19")
    try Folder.link(path("latest"), to: "2026-11-20")
    #expect(Folder.linkTarget(of: path("latest")) == "2026-11-20")
    #expect(try Folder.names(in: root.path) == ["latest"])
    #expect(Folder.linkTarget(of: path("none")) == nil)
    _ = try root.write("x", to: "file")
    #expect(Folder.linkTarget(of: path("file")) == nil)
  }

  /// A folder of the link's name is left alone, and nothing is left beside it.
  @Test func aFolderInTheLinksPlaceIsAFault() throws {
    try Folder.make(path("latest"))
    #expect(throws: FileFault.self) { try Folder.link(path("latest"), to: "2026-11-20") }
    #expect(try Folder.names(in: root.path) == ["latest"])
    #expect(Folder.kind(of: path("latest")) == .folder)
  }

  @Test func renames() throws {
    try Folder.make(path("a/b"))
    try Folder.rename(path("a"), to: path("c"))
    #expect(try Folder.names(in: root.path) == ["c"])
    #expect(throws: FileFault(.missing, path: path("d"))) {
      try Folder.rename(path("a"), to: path("d"))
    }
  }

  @Test func syncs() throws {
    try Folder.sync(root.path)
    #expect(throws: FileFault(.missing, path: path("none"))) { try Folder.sync(path("none")) }
    _ = try root.write("x", to: "file")
    #expect(throws: FileFault(.missing, path: path("file"))) { try Folder.sync(path("file")) }
  }
}
