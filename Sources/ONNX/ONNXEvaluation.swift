package import Foundation
internal import Networks
internal import SwiftProtobuf
internal import Tensors

/// A graph of any inputs and outputs, run on given tensors: how operators are held against ONNX's
/// own tests.
package struct ONNXEvaluation {
  /// How the inputs are treated.
  package enum Binding: Sendable, CaseIterable {
    /// Real numbers are computed with when the network runs, integers when it is built.
    case variables
    /// Everything is computed when the network is built.
    case constants
  }

  /// A tensor with its numbers in logical order.
  package struct Numbers: Sendable {
    /// The sizes along the axes.
    package let shape: [Int]
    /// The numbers.
    package let values: [Double]
    /// Whether they are integers or Booleans.
    package let areIntegers: Bool
    /// How far apart, relatively, neighbouring numbers of the type are; 0 for Float32 and above.
    package let resolution: Double
  }

  /// The outputs, in the order of the model.
  package let outputs: [Numbers]

  /// Runs `model`, the bytes of an ONNX file.
  ///
  /// - Parameter inputs: The bytes of a `TensorProto` for each input; `nil` where one is left out.
  /// - Throws: ``ONNXError`` when the model or a tensor cannot be read or is not supported.
  package init(model: Data, inputs: [Data?], binding: Binding) throws {
    let model = try ONNXFile.parse(model)
    // Tests of operators that never changed have versions that no model has.
    let opset = model.opsetImport.first { $0.domain.isStandardDomain }.map { Int($0.version) }
    let reading = TensorReading(externalData: ExternalData(folder: URL(filePath: "/")))
    let tensors = try zip(model.graph.input, inputs).compactMap { input, data in
      try data.map { (input.name, try Self.tensor($0, reading)) }
    }
    // The first real tensor of a kind that could be an image takes the place of the image.
    let image =
      binding == .constants
      ? nil : tensors.first { $0.1.type.family == .real && $0.1.tensor != nil }
    let shape = image?.1.shape ?? []
    var reader = GraphReading(
      assembly: GraphAssembly(inputShape: .fixed(shape), probe: .only(1)), reading: reading,
      opset: opset ?? ONNXFile.opsets.lowerBound, functions: model.functions)
    for (name, tensor) in tensors {
      if name == image?.0 {
        reader.define(name, as: .feature(reader.assembly.input(type: tensor.type)))
      } else if binding == .variables, tensor.type.family == .real {
        try reader.defineVariable(name, as: tensor)
      } else {
        reader.define(name, as: .constant(tensor))
      }
    }
    let names = model.graph.output.map(\.name)
    try reader.read(
      nodes: model.graph.node, initializers: model.graph.initializer, outputs: names)
    let values = try names.map { try reader.plainValue($0) }
    let network = try Network(
      graph: reader.assembly.graph, parameters: reader.assembly.parameters)
    let trace = try network.trace(image?.1.tensor ?? Tensor(shape))
    outputs = try values.map { value in
      let areIntegers = value.type.family == .integer
      switch value {
      case .feature(let feature):
        let tensor = trace[feature.node]
        return Numbers(
          shape: tensor.shape.dimensions, values: tensor.logicalElements.map { Double($0) },
          areIntegers: areIntegers, resolution: value.type.resolution)
      case .constant(let constant):
        guard let elements = constant.elements.fixed else {
          throw ONNXError("an output depends on the batch size")
        }
        return Numbers(elements, of: constant)
      }
    }
  }

  /// The numbers of a `TensorProto`.
  package static func numbers(_ data: Data) throws -> Numbers {
    let reading = TensorReading(externalData: ExternalData(folder: URL(filePath: "/")))
    let constant = try tensor(data, reading)
    return Numbers(constant.elements.first, of: constant)
  }

  private static func tensor(_ data: Data, _ reading: TensorReading) throws -> ConstantTensor {
    try reading.constant(WireTensorProto(serializedBytes: data), label: "").named(nil)
  }
}

extension ONNXEvaluation.Numbers {
  fileprivate init(_ elements: ConstantTensor.Elements, of constant: ConstantTensor) {
    shape = constant.shape.dimensions
    resolution = constant.type.resolution
    areIntegers = elements.areIntegers
    switch elements {
    case .integers(let integers): values = integers.map { Double($0) }
    case .reals(let tensor): values = tensor.logicalElements.map { Double($0) }
    }
  }
}

extension ElementType {
  fileprivate var resolution: Double {
    switch self {
    case .float16: 0x1p-10
    case .bfloat16: 0x1p-7
    default: 0
    }
  }
}
