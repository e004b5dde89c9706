import ArgumentParser
import LungAttention

/// What is done against shortcuts while training.
struct MitigationOptions: ParsableArguments {
  @Flag(help: "Draw images of every pair of source and class equally often.")
  var balanceSources = false

  @Flag(
    help: """
      Let pairs of source and class count more that have the higher loss: group DRO \
      (Sagawa et al. 2020).
      """)
  var groupDro = false

  @Option(help: ArgumentHelp("Step size of group DRO's weights.", valueName: "number"))
  var groupDroStep: Double?

  @Option(
    help: ArgumentHelp(
      """
      Share of training images seen, each time anew, in the thorax of an image of a random \
      source; needs masks.
      """, valueName: "share"))
  var exchangeBackgrounds = 0.0

  @Option(
    help: ArgumentHelp(
      """
      Share of training images seen, each time anew, cut to the box of their lungs and enlarged; \
      needs masks. The network is still used on whole images, so leave it some (0.5).
      """, valueName: "share"))
  var cropToLungs = 0.0

  @Flag(help: "Paint over burnt-in text in the training images.")
  var removeMarkers = false

  func validate() throws {
    guard groupDro || groupDroStep == nil else {
      throw ValidationError("--group-dro-step needs --group-dro.")
    }
  }

  var value: Mitigations {
    Mitigations(
      balancesSources: balanceSources, groupStep: groupDro ? groupDroStep ?? 0.01 : nil,
      backgroundShare: exchangeBackgrounds, cropShare: cropToLungs, removesMarkers: removeMarkers)
  }
}
