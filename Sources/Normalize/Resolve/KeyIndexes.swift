internal import AdModel
internal import Files
internal import Synchronization

/// The accounts of the list by every key they go by, the aliases' included.
///
/// An index is made when it is first asked for: where exports know companies by their domains
/// alone, the cleaned names of a million accounts are nobody's business. Whichever thread asks
/// first, the index is the same.
final class KeyIndexes: Sendable {
  /// What an account goes by besides what the list says of it.
  struct Alias: Sendable {
    var kind: AccountAlias.Kind
    var key: String
    var place: UInt32
  }

  private final class Domains: Sendable {
    let hosts: KeyIndex
    let registrable: KeyIndex
    init(hosts: KeyIndex, registrable: KeyIndex) {
      self.hosts = hosts
      self.registrable = registrable
    }
  }

  private final class Index: Sendable {
    let keys: KeyIndex
    init(_ keys: KeyIndex) { self.keys = keys }
  }

  private let listed: AccountTable
  private let rules: KeyRules
  private let aliases: [Alias]
  private let jobs: Int
  private let domains = AtomicLazyReference<Domains>()
  private let pageIndex = AtomicLazyReference<Index>()
  private let nameIndex = AtomicLazyReference<Index>()

  /// - Parameter jobs: number of threads, at least 1.
  init(_ listed: AccountTable, aliases: [Alias], rules: KeyRules, jobs: Int) {
    self.listed = listed
    self.aliases = aliases
    self.rules = rules
    self.jobs = jobs
  }

  /// Accounts by their hosts.
  var hosts: KeyIndex { (domains.load() ?? domains.storeIfNil(madeDomains())).hosts }

  /// Accounts whose host is not the registrable domain itself, by that domain.
  var registrableDomains: KeyIndex {
    (domains.load() ?? domains.storeIfNil(madeDomains())).registrable
  }

  var pages: KeyIndex { (pageIndex.load() ?? pageIndex.storeIfNil(madePages())).keys }

  var names: KeyIndex { (nameIndex.load() ?? nameIndex.storeIfNil(madeNames())).keys }

  private func madeDomains() -> Domains {
    let noted = stretches { place, hosts, registrable in
      unsafe rules.withDomain(listed.accounts.bytes(.domain, of: place)) { host, domain in
        hosts.note(host, place: UInt32(place))
        if let domain { registrable.note(domain, place: UInt32(place)) }
      }
    }
    return Domains(
      // Not under its registrable domain: an alias that names a single host means that host and
      // no other.
      hosts: index(noted.map(\.first), .domain), registrable: index(noted.map(\.second), nil))
  }

  private func madePages() -> Index {
    let noted = stretches { place, pages, _ in
      let page = rules.page(
        domain: listed.accounts.text(.domain, of: place),
        linkedIn: listed.accounts.text(.linkedIn, of: place))
      if let page { pages.note(page.utf8.span, place: UInt32(place)) }
    }
    return Index(index(noted.map(\.first), .linkedIn))
  }

  private func madeNames() -> Index {
    let noted = stretches { place, names, _ in
      if let name = rules.name(listed.accounts.text(.name, of: place)) {
        names.note(name.utf8.span, place: UInt32(place))
      }
    }
    return Index(index(noted.map(\.first), .name))
  }

  private func index(_ noted: [NotedKeys], _ kind: AccountAlias.Kind?) -> KeyIndex {
    KeyIndex(
      noted, aliases: aliases.filter { $0.kind == kind }.map { ($0.key, $0.place) }, jobs: jobs)
  }

  /// Up to two lists of keys from each stretch of the list, in its order.
  private func stretches(
    _ note: @Sendable (_ place: Int, _ first: inout NotedKeys, _ second: inout NotedKeys) -> Void
  ) -> [(first: NotedKeys, second: NotedKeys)] {
    Parallel.map(Parallel.stretches(of: listed.count), jobs: jobs) { stretch in
      var (first, second) = (NotedKeys(), NotedKeys())
      for place in stretch { note(place, &first, &second) }
      return (first: first, second: second)
    }
  }
}
