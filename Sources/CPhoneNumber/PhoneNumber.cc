#include "PhoneNumber.h"

#include <phonenumbers/phonenumberutil.h>

#include <cstdlib>
#include <cstring>
#include <set>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

/* A text without the signs that people put between digits, which the library drops as well, after
   it has looked at each several times; one with any other sign, or with fewer digits than a number
   has, as it is. */
std::string without_signs(const unsigned char *text, size_t count) {
  std::string plain;
  plain.reserve(count);
  size_t digits = 0;
  for (size_t i = 0; i < count; i++) {
    const unsigned char byte = text[i];
    if (byte >= '0' && byte <= '9')
      digits++;
    else if (byte == ' ' || byte == '-' || byte == '(' || byte == ')' || byte == '.' || byte == '/')
      continue;
    else if (byte != '+' || !plain.empty())
      return std::string(text, text + count);
    plain += static_cast<char>(byte);
  }
  return digits < 3 ? std::string(text, text + count) : plain;
}

/* Whether a text is a possible number, and not one that can only be dialled within its own town. */
bool read(
    const PhoneNumberUtil &util, const std::string &text, const char *region, PhoneNumber *number) {
  return util.Parse(text, region, number) == PhoneNumberUtil::NO_PARSING_ERROR &&
         util.IsPossibleNumberWithReason(*number) == PhoneNumberUtil::IS_POSSIBLE;
}

/* Whether a number that lacks its plus is the one to take. */
bool is_without_plus(
    const PhoneNumberUtil &util, const PhoneNumber *national, const PhoneNumber &international) {
  if (!util.IsValidNumber(international)) return false;
  // Nearly every number of a country that begins with its own calling code is one of a list that
  // lost its pluses: where codes of towns begin so as well, they are few.
  return national == nullptr || national->country_code() == international.country_code() ||
         !util.IsValidNumber(*national);
}

}  // namespace

size_t adsegments_phone_e164(
    const unsigned char *text, size_t count, const char *region, size_t calling_code,
    unsigned char out[ADSEGMENTS_PHONE_BYTES]) {
  try {
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    const bool is_national = read(util, without_signs(text, count), region, &number);
    PhoneNumber international;
    if (calling_code < count &&
        read(
            util, '+' + without_signs(text + calling_code, count - calling_code), "ZZ",
            &international) &&
        is_without_plus(util, is_national ? &number : nullptr, international))
      number = international;
    else if (!is_national)
      return 0;
    std::string formatted;
    util.Format(number, PhoneNumberUtil::E164, &formatted);
    if (formatted.size() > ADSEGMENTS_PHONE_BYTES) return 0;
    std::memcpy(out, formatted.data(), formatted.size());
    return formatted.size();
  } catch (...) {
    return 0;
  }
}

namespace {

/* One line of the metadata's text. */
std::string describe(const PhoneNumberUtil &util, const std::string &region) {
  std::string line = region;
  line += '\t' + std::to_string(util.GetCountryCodeForRegion(region));
  std::string prefix;
  util.GetNddPrefixForRegion(region, false, &prefix);
  line += '\t' + prefix;
  for (int type = PhoneNumberUtil::FIXED_LINE; type <= PhoneNumberUtil::VOICEMAIL; type++) {
    PhoneNumber number;
    std::string formatted;
    if (util.GetExampleNumberForType(
            region, static_cast<PhoneNumberUtil::PhoneNumberType>(type), &number))
      util.Format(number, PhoneNumberUtil::E164, &formatted);
    line += '\t' + formatted;
  }
  return line + '\n';
}

}  // namespace

char *adsegments_phone_metadata(size_t *count) {
  try {
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    std::set<std::string> regions;
    util.GetSupportedRegions(&regions);
    std::string text;
    for (const std::string &region : regions) text += describe(util, region);
    char *copy = static_cast<char *>(std::malloc(text.size()));
    if (copy == nullptr) return nullptr;
    std::memcpy(copy, text.data(), text.size());
    *count = text.size();
    return copy;
  } catch (...) {
    return nullptr;
  }
}

void adsegments_phone_free(char *text) { std::free(text); }
