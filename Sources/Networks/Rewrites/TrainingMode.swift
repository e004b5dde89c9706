extension Graph {
  /// The graph as it runs while training: normalisation by the batch, dropout active.
  ///
  /// Nodes keep their places and names.
  ///
  /// - Parameters:
  ///   - seed: Decides what dropout drops; give each step another.
  ///   - isFrozen: Tells by their names the nodes that run as ever.
  public func inTrainingMode(
    seed: UInt64, except isFrozen: (String) -> Bool = { _ in false }
  ) -> Graph {
    mapOperators { id, `operator` in
      isFrozen(self[id].name)
        ? `operator`
        : `operator`.whileTraining(seed: seed &+ UInt64(id.index) &* 0x9E37_79B9_7F4A_7C15)
    }
  }
}
