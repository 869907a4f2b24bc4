package import AdModel
import Files

extension RunFailure {
  /// Any error that ends a run, as what people are told; nil for an error that is none of ours.
  package init?(any error: any Error) {
    switch error {
    case let failure as RunFailure: self = failure
    case let fault as FileFault: self.init(fault)
    default: return nil
    }
  }
}
