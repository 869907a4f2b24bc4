/// The version of the program, as manifests record it.
package enum AdSegmentsVersion {
  package static let current = "0.1.0"
}
