/// The definition of a figure.
public struct GlossaryEntry: Sendable, Equatable {
  /// Its name in tables.
  public let name: String
  /// Its name for a reader.
  public let title: String
  /// What it says.
  public let meaning: String
  /// How it is computed.
  public let formula: String
  /// Where it comes from; empty for our own.
  public let reference: String
}

extension GlossaryEntry {
  /// The definitions of all figures of a report.
  ///
  /// s is the positive part of the map, L the lungs' pixels, N the pixels the network saw.
  public static let all: [GlossaryEntry] = [
    GlossaryEntry(
      name: "lung_mass", title: "Lung mass",
      meaning: "The lung-attention score: the share of positive saliency inside the lungs, 0…1.",
      formula: "Σ_L s / Σ_N s",
      reference: "Arras et al. 2022 (relevance mass accuracy); Wang et al. 2020 (energy-based "
        + "pointing game)"),
    GlossaryEntry(
      name: "lung_area", title: "Lung area",
      meaning: "The share of the image that is lung: what a uniform map scores.",
      formula: "|L| / |N|", reference: ""),
    GlossaryEntry(
      name: "enrichment", title: "Enrichment",
      meaning: "How many times more saliency the lungs hold than their area; 1 = no preference.",
      formula: "lung mass / lung area", reference: ""),
    GlossaryEntry(
      name: "density_ratio", title: "Density ratio",
      meaning: "Mean saliency inside the lungs over mean saliency outside; 1 = no preference.",
      formula: "(Σ_L s / |L|) / (Σ_{N∖L} s / |N∖L|)", reference: ""),
    GlossaryEntry(
      name: "rank_accuracy", title: "Rank accuracy",
      meaning: "Of the most salient pixels, as many as there is lung, the share inside the lungs.",
      formula: "|top_{|L|}(s) ∩ L| / |L|", reference: "Arras et al. 2022"),
    GlossaryEntry(
      name: "pointing_hit", title: "Pointing hit",
      meaning: "Whether the strongest pixel is lung. Peak outside is the share of images where it "
        + "is not.",
      formula: "argmax s ∈ L", reference: "J. Zhang et al. 2018 (pointing game)"),
    GlossaryEntry(
      name: "pixel_auc", title: "Pixel AUC",
      meaning: "The chance that a lung pixel is more salient than another pixel; 0.5 = no "
        + "preference.",
      formula: "P(s_L > s_{N∖L}) + ½ P(s_L = s_{N∖L})", reference: "Mann & Whitney 1947"),
    GlossaryEntry(
      name: "iou", title: "IoU",
      meaning: "The overlap of the lungs with the map above Otsu's threshold, 0…1.",
      formula: "|L ∩ T| / |L ∪ T|, T = {s > t_Otsu}", reference: "Otsu 1979; Jaccard 1912"),
    GlossaryEntry(
      name: "null_gaussian", title: "Null model: centred Gaussian",
      meaning: "The lung mass of a bell in the middle of the image, whatever the image shows.",
      formula: "s = exp(−½ ((x/¼W)² + (y/¼H)²)), x and y from the centre",
      reference: "Judd, Durand & Torralba 2012"),
    GlossaryEntry(
      name: "null_other_mask", title: "Null model: another patient's mask",
      meaning: "The share of the same map that falls inside the lungs of another patient of the "
        + "study, drawn from the seed and stretched to the image.",
      formula: "Σ_{L′} s / Σ_N s", reference: ""),
    GlossaryEntry(
      name: "null_random_weights", title: "Null model: random weights",
      meaning: "The lung mass of the same network with weights drawn anew from the seed, for the "
        + "same class. It is one draw: its own chance is not in the interval.",
      formula: "w ~ N(0, 2 / inputs), biases 0, scales 1, batch statistics 0 and 1",
      reference: "Adebayo et al. 2018; He et al. 2015"),
    GlossaryEntry(
      name: "saliency_REGION", title: "Region shares",
      meaning: "The share of saliency, beside the share of the image, in parts that cover the "
        + "image without overlap. They come from the mask and the borders. The image's left is "
        + "the patient's right, as on a film in the usual orientation; on a mirrored picture the "
        + "sides are exchanged. Corners take a sixth of each side, the border band a twentieth of "
        + "the shorter.",
      formula: "Σ_R s / Σ_N s and |R| / |N|", reference: ""),
    GlossaryEntry(
      name: "population", title: "Mean maps",
      meaning: "Each map divided by its sum, brought into a frame where the box of the lungs has "
        + "the same place, and averaged; the contour is where half of the images are lung.",
      formula: "mean over images of s / Σ_N s", reference: ""),
    GlossaryEntry(
      name: "interval", title: "Intervals, 95 %",
      meaning: "Of means by bootstrap that resamples whole patients (2000 times, percentiles); of "
        + "shares by Wilson's formula, which takes images for independent.",
      formula: "", reference: "Efron 1979; Wilson 1927"),
    GlossaryEntry(
      name: "comparison", title: "Paired comparisons",
      meaning: "Differences of lung mass on the same images: their mean with its interval; "
        + "Wilcoxon's signed-rank test and the rank-biserial correlation of the patients' mean "
        + "differences; p after Holm's correction over all comparisons of models, or of null "
        + "models, in the report.",
      formula: "r = (W⁺ − W⁻) / (W⁺ + W⁻)",
      reference: "Wilcoxon 1945; Holm 1979; Kerby 2014"),
    GlossaryEntry(
      name: "association", title: "Associations",
      meaning: "Spearman's ρ of lung mass and confidence; the area under the ROC curve of lung "
        + "mass for right against wrong predictions (DeLong's interval); Cramér's V of source and "
        + "class, 1 when one tells the other.",
      formula: "",
      reference: "Spearman 1904; DeLong et al. 1988; Cramér 1946; Bergsma 2013"),
  ]
}
