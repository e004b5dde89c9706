internal import Networks
internal import Tensors

extension OperatorMapping {
  /// Functions of several tensors, element by element, with NumPy's broadcasting.
  static let arithmetic: [String: OperatorMapping] = [
    "Add": binary { _ in Add() },
    "Sub": binary { _ in Subtract() },
    "Mul": binary { _ in Multiply() },
    "Div": binary { _ in Divide() },
    "Pow": binary { _ in Power() },
    "Mod": binary { Modulo(truncates: try $0.integer("fmod", default: 0) != 0) },
    "Min": variadic(Minimum()),
    "Max": variadic(Maximum()),
    "Sum": variadic(Add()),
    "Mean": .single { node, assembly in
      let sum = try combine(node, &assembly, by: Add())
      let count = ConstantTensor(Tensor([], repeating: Float(node.inputs.count)))
      return try assembly.applyBroadcasting(Divide(), to: [sum, .constant(count)], for: node)
    },
    "Equal": binary(as: .boolean) { _ in Comparison(.equal) },
    "Less": binary(as: .boolean) { _ in Comparison(.less) },
    "LessOrEqual": binary(as: .boolean) { _ in Comparison(.lessOrEqual) },
    "Greater": binary(as: .boolean) { _ in Comparison(.greater) },
    "GreaterOrEqual": binary(as: .boolean) { _ in Comparison(.greaterOrEqual) },
    "And": binary(as: .boolean) { _ in LogicalCombination(.and) },
    "Or": binary(as: .boolean) { _ in LogicalCombination(.or) },
    "Xor": binary(as: .boolean) { _ in LogicalCombination(.xor) },
    "Where": .single { node, assembly in
      let values = [try node.input(0), try node.input(1), try node.input(2)]
      return try assembly.applyBroadcasting(Select(), to: values, as: values[1].type, for: node)
    },
  ]

  private static func binary(
    as type: ElementType? = nil,
    _ make: @escaping @Sendable (NodeReader) throws -> any Operator
  ) -> OperatorMapping {
    .single { node, assembly in
      try node.checkInputs(atMost: 2)
      return try assembly.applyBroadcasting(
        try make(node), to: [try node.input(0), try node.input(1)], as: type, for: node)
    }
  }

  private static func variadic(_ operator: any Operator) -> OperatorMapping {
    .single { node, assembly in try combine(node, &assembly, by: `operator`) }
  }

  /// All inputs, combined two by two from the first.
  private static func combine(
    _ node: NodeReader, _ assembly: inout GraphAssembly, by operator: any Operator
  ) throws -> Value {
    var result = try node.input(0)
    for index in node.inputs.indices.dropFirst() {
      result = try assembly.applyBroadcasting(
        `operator`, to: [result, try node.input(index)], for: node)
    }
    return result
  }
}
