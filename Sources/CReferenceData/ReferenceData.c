#include "ReferenceData.h"

static const unsigned char publicSuffixList[] = {
#embed "../../data/reference/public_suffix_list.dat"
};

static const unsigned char legalForms[] = {
#embed "../../data/reference/legal-forms.txt"
};

static const unsigned char freeMailDomains[] = {
#embed "../../data/reference/free-mail-domains.txt"
};

static const unsigned char countries[] = {
#embed "../../data/reference/countries.tsv"
};

static const unsigned char pageHosts[] = {
#embed "../../data/reference/page-hosts.txt"
};

struct adsegments_reference_file adsegments_public_suffix_list(void) {
  return (struct adsegments_reference_file){publicSuffixList, sizeof publicSuffixList};
}

struct adsegments_reference_file adsegments_legal_forms(void) {
  return (struct adsegments_reference_file){legalForms, sizeof legalForms};
}

struct adsegments_reference_file adsegments_free_mail_domains(void) {
  return (struct adsegments_reference_file){freeMailDomains, sizeof freeMailDomains};
}

struct adsegments_reference_file adsegments_page_hosts(void) {
  return (struct adsegments_reference_file){pageHosts, sizeof pageHosts};
}

struct adsegments_reference_file adsegments_countries(void) {
  return (struct adsegments_reference_file){countries, sizeof countries};
}
