import Checkpoints
import Foundation
import Tensors
import Testing

@Suite("Element types")
struct ElementTypeTests {
  @Test("every finite half is the number that its bits mean")
  func halves() throws {
    let bits = (UInt16.min...UInt16.max).filter { $0 >> 10 & 31 != 31 }
    let entry = #"{"dtype":"F16","shape":[\#(bits.count)],"data_offsets":[0,\#(2 * bits.count)]}"#
    let data = bits.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let values = try SafetensorsFile(fileBytes(header: #"{"h":\#(entry)}"#, data: data))
      .tensor(named: "h").logicalElements
    var wrong = 0
    for (bits, value) in zip(bits, values) {
      let exponent = Int(bits >> 10 & 31)
      let fraction = Double(bits & 1023) / 1024
      let magnitude =
        exponent == 0 ? fraction * 0x1p-14 : (1 + fraction) * pow(2, Double(exponent - 15))
      let isNegative = bits >> 15 == 1
      if Double(value) != (isNegative ? -magnitude : magnitude)
        || (value.sign == .minus) != isNegative
      {
        wrong += 1
      }
    }
    #expect(values.count == 63488 && wrong == 0)
  }

  @Test("a header that leaves the data unaligned is read")
  func unaligned() throws {
    let entry = #"{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#
    for padding in 0..<8 {
      let header = #"{"a":\#(entry)}"# + String(repeating: " ", count: padding)
      let file = try SafetensorsFile(
        fileBytes(header: header, data: [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]))
      #expect(try file.tensor(named: "a").logicalElements == [1, -2])
    }
  }

  @Test("the bytes written are the format's: names sorted, header filled to 8, little-endian")
  func written() throws {
    let header =
      #"{"__metadata__":{"x":"1","y":"2"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"#
      + #""b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#
    let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let encoded = try SafetensorsFile.encode(
      ["b": Tensor([1], repeating: 2), "a": Tensor([1, 2], logicalOrder: [1, -1])],
      metadata: ["y": "2", "x": "1"])
    #expect(
      Data(encoded)
        == fileBytes(header: padded, data: [0, 0, 0x80, 0x3F, 0, 0, 0x80, 0xBF, 0, 0, 0, 0x40]))
  }

  /// A file with this header and this data.
  private func fileBytes(header: String, data: [UInt8]) -> Data {
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
    return Data(length + Array(header.utf8) + data)
  }
}
