/// What a node is called, as the user types it after `--layer`.
struct LayerName {
  let text: String

  /// The node's own name or, from PyTorch's newer exporter, whose names are only numbers, the
  /// path of its module and its operator: `layer4.1.relu.Relu`.
  init(of node: WireNodeProto) {
    if let path = Self.modulePath(of: node) {
      text = (path.isEmpty ? node.opType : "\(path).\(node.opType)").printable
    } else if !node.name.isEmpty {
      text = node.name.printable
    } else {
      text = (node.output.first ?? node.opType).printable
    }
  }

  /// The module's path in `['', 'layer4', 'layer4.1', 'layer4.1.relu', 'relu_16']`: the last but
  /// one, for the last is the operation itself.
  private static func modulePath(of node: WireNodeProto) -> String? {
    guard
      let scopes = node.metadataProps.first(where: { $0.key == "pkg.torch.onnx.name_scopes" })
    else { return nil }
    let names = scopes.value.split(separator: ",").map { part in
      String(part.filter { !"[]' \"".contains($0) })
    }
    return names.count < 2 ? nil : names[names.count - 2]
  }
}
