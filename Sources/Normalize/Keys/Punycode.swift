/// One label of a host name in punycode, without the `xn--`: `bücher` is `bcher-kva`.
///
/// RFC 3492, section 6.3, with the parameters of section 5.
func punycode(_ label: [Unicode.Scalar]) -> String {
  let basic = label.filter(\.isASCII)
  var output = String(String.UnicodeScalarView(basic))
  if !basic.isEmpty { output += "-" }
  var next: UInt32 = 128
  var delta = 0
  var bias = 72
  var handled = basic.count
  while handled < label.count {
    guard let smallest = label.lazy.map(\.value).filter({ $0 >= next }).min() else { break }
    delta += Int(smallest - next) * (handled + 1)
    next = smallest
    for scalar in label {
      if scalar.value < next { delta += 1 }
      guard scalar.value == next else { continue }
      output += variableLengthDigits(of: delta, bias: bias)
      bias = adaptedBias(
        delta: delta, count: handled + 1, isFirst: handled == basic.count)
      delta = 0
      handled += 1
    }
    delta += 1
    next += 1
  }
  return output
}

private func variableLengthDigits(of delta: Int, bias: Int) -> String {
  var digits = ""
  var rest = delta
  var position = 36
  while true {
    let threshold = min(max(position - bias, 1), 26)
    guard rest >= threshold else { break }
    let span = 36 - threshold
    digits.unicodeScalars.append(digit(threshold + (rest - threshold) % span))
    rest = (rest - threshold) / span
    position += 36
  }
  digits.unicodeScalars.append(digit(rest))
  return digits
}

/// 0…25 are `a`…`z`, 26…35 are `0`…`9`.
private func digit(_ value: Int) -> Unicode.Scalar {
  Unicode.Scalar(UInt8(value < 26 ? 97 + value : 22 + value))
}

private func adaptedBias(delta: Int, count: Int, isFirst: Bool) -> Int {
  var delta = isFirst ? delta / 700 : delta / 2
  delta += delta / count
  var steps = 0
  while delta > 455 {
    delta /= 35
    steps += 36
  }
  return steps + 36 * delta / (delta + 38)
}
