extension Graph {
  /// The graph as it runs while training: normalisation by the batch, dropout active.
  ///
  /// Nodes keep their places and names.
  ///
  /// - Parameter seed: Decides what dropout drops; give each step another.
  public func inTrainingMode(seed: UInt64) -> Graph {
    mapOperators { id, `operator` in
      `operator`.whileTraining(seed: seed &+ UInt64(id.index) &* 0x9E37_79B9_7F4A_7C15)
    }
  }
}
