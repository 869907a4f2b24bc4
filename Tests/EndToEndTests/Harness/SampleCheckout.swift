import Files
import Foundation

/// A copy of the pipelines and the data that ship with the project, to run in.
struct SampleCheckout {
  let place: TemporaryFolder

  init() throws {
    self.place = try TemporaryFolder()
    for folder in ["pipelines", "data"] {
      try FileTree(of: Repository.path(folder))
        .filter { !$0.hasPrefix("runs/") && !$0.hasPrefix("bench/") }
        .write(to: "\(place.path)/\(folder)")
    }
  }
}
