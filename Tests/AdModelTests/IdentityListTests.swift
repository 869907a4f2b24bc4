import AdModel
import Testing

@Suite struct IdentityListTests {
  @Test func givesBackWhatWasAppended() {
    let identities = [
      RawIdentity(listID: "A1", domain: "a.example", linkedIn: "a", name: "A, Inc.", country: "DE"),
      RawIdentity(), RawIdentity(name: "é"), RawIdentity(country: "US"),
    ]
    var list = IdentityList()
    for identity in identities { list.append(identity) }
    #expect(list.count == 4)
    #expect((0..<4).map { list[$0] } == identities)
    #expect(Array(list.key(2)) == [0, 0, 0] + Array("é".utf8) + [0])
    unsafe list.withKey(3) { key in
      #expect(unsafe key.elementsEqual([0, 0, 0, 0] + Array("US".utf8)))
    }
  }

  /// NUL sets fields apart, so no field holds one.
  @Test func nulIsDropped() {
    var list = IdentityList()
    list.append(RawIdentity(domain: "\0a\0", name: "b\0c"))
    #expect(list[0] == RawIdentity(domain: "a", name: "bc"))
  }
}
