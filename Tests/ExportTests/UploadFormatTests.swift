import AdModel
import Testing

@testable import Export

@Suite struct UploadFormatTests {
  @Test func formatsAreFoundByName() {
    #expect(UploadFormat.named("linkedin-company-list")?.name == "linkedin-company-list")
    #expect(UploadFormat.named("LinkedIn-Company-List") == nil)
    #expect(Set(UploadFormat.all.map(\.name)).count == UploadFormat.all.count)
  }
}
