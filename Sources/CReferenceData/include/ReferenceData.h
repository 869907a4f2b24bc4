#pragma once
#include <stddef.h>

/* The files of data/reference, built into the program so that it needs nothing beside itself. */

struct adsegments_reference_file {
  const unsigned char *bytes;
  size_t count;
};

struct adsegments_reference_file adsegments_public_suffix_list(void);
struct adsegments_reference_file adsegments_legal_forms(void);
struct adsegments_reference_file adsegments_free_mail_domains(void);
struct adsegments_reference_file adsegments_page_hosts(void);
struct adsegments_reference_file adsegments_countries(void);
