"""A manifest of BIMCV-COVID19+ or BIMCV-COVID19- (de la Iglesia Vaya et al. 2020, 2021).

Radiographs and CT from hospitals of the Valencian Region: of patients with a positive test
(`--part positive`), and of patients tested with a negative result (`--part negative`). Accept the
agreement at https://bimcv.cipf.es/bimcv-projects/bimcv-covid19/, and unpack all archives of one
part into one folder. Their contents may lie deeper, as each archive has it:

    sub-S03067/ses-E07350/mod-rx/sub-S03067_ses-E07350_run-1_bp-chest_vp-ap_dx.png   and .json
    derivatives/labels/labels_covid_posi.tsv   columns PatientID, ReportID, Labels

The JSON has the DICOM header. The source is the manufacturer (0008,0070), with `--source model`
together with the model (0008,1090); hospitals are not published image by image. Labels are covid
for the positive part; for the negative one, normal where the report's only label is normal, and
otherwise non-covid. Both parts number their patients alike, so that one who is in both is known.

Images are 16 bits deep as they left the machine. Those with the tones inverted (MONOCHROME1) are
left out, or with `--upright FOLDER` copied there the right way round (needs Pillow and numpy):
inverted images would be the plainest of shortcuts. Frontal views only, by the vp- in the name;
some images called pa or ap are lateral nevertheless. A patient with a positive test may have an
image from before the illness; all of the positive part are called covid all the same.
"""

import json
import re
import sys

import manifest
import png

NAME = re.compile(
    r"(?P<subject>sub-S\d+)_(?P<session>ses-E\d+)_.*?bp-chest(_vp-(?P<view>\w+?))?_(cr|dx)$")
LABELS = {"positive": ["labels_covid19_posi.tsv", "labels_covid_posi.tsv"],
          "negative": ["labels_SARS-cov-2_nega.tsv", "Labels_covid_NEG_JAN21.tsv"]}
MANUFACTURER, MODEL = "00080070", "00081090"
PHOTOMETRIC, BITS_STORED = "00280004", "00280101"


def build(options, left_out):
    images = sorted(options.folder.rglob("sub-S*/ses-E*/mod-rx/*.png"))
    if not images:
        raise manifest.LayoutError(
            f"{options.folder} has no sub-S*/ses-E*/mod-rx/*.png, at whatever depth; expected "
            "the unpacked archives of one part")
    findings = reports(options.folder, options.part)
    rows = []
    for image in images:
        name = NAME.match(image.stem)
        reason = unusable(name)
        header = None if reason else read_header(image)
        reason = reason or unknown_tones(header, options.upright)
        if reason:
            left_out[reason] += 1
            continue
        subject, session = name["subject"], name["session"]
        labels = findings.get(session, [])
        inverted = header[PHOTOMETRIC] == "MONOCHROME1"
        rows.append({
            "image": upright(image, header, options) if inverted else image,
            "label": label(options.part, labels), "source": source(header, options.source),
            "patient": f"BIMCV {subject}", "view": name["view"].upper(),
            "id": f"bimcv/{image.stem}", "dataset": f"BIMCV-COVID19 {options.part}",
            "licence": "BIMCV-COVID19 Research Use Agreement: no redistribution",
            "session": session, "finding": "|".join(labels)})
    return rows


def unusable(name):
    if not name:
        return "not a chest radiograph by its name"
    if not name["view"]:
        return "without a view in its name"
    return "" if name["view"] in ("pa", "ap") else f"not frontal: {name['view']}"


def reports(folder, part):
    """The findings of each session that has a report, from the part's table."""
    other = next(name for name in LABELS if name != part)
    for name in LABELS[other]:
        if next(folder.rglob(name), None):
            raise manifest.LayoutError(
                f"{folder} has {name}, so it holds the {other} part; expected the {part} one")
    for name in LABELS[part]:
        path = next(folder.rglob(name), None)
        if path:
            columns = ["ReportID", "Labels"]
            return {row["ReportID"]: split_labels(row["Labels"])
                    for row in manifest.table(path, columns, delimiter="\t")}
    raise manifest.LayoutError(
        f"{folder} has no {' or '.join(LABELS[part])}; expected it under derivatives/labels, from "
        "the archive of the head (positive) or of the derivatives (negative)")


def split_labels(text):
    """Labels are a printed list, parted by commas or tabs: "['normal' \\t 'cardiomegaly']"."""
    words = (word.strip().strip("'\"").strip() for word in re.split(r"[\t,]", text.strip("[] ")))
    return [word for word in words if word]


def label(part, labels):
    if part == "positive":
        return "covid"
    return "normal" if set(labels) == {"normal"} else "non-covid"


def read_header(image):
    """The values of an image's DICOM header that are used, by tag; nothing without a header.

    Some headers are missing or cut as published (DeGrave et al. skip them as well).
    """
    try:
        tags = json.loads(image.with_suffix(".json").read_text(encoding="utf-8"))
        values = {tag: (tags.get(tag) or {}).get("Value") or [""]
                  for tag in (MANUFACTURER, MODEL, PHOTOMETRIC, BITS_STORED)}
        return {tag: str(value[0]).strip().strip("'").strip() for tag, value in values.items()}
    except (FileNotFoundError, ValueError, AttributeError, TypeError, KeyError):
        return {}


def unknown_tones(header, copies):
    tones = header.get(PHOTOMETRIC)
    if tones not in ("MONOCHROME1", "MONOCHROME2"):
        return "without a header that says which way round the tones are"
    return "with inverted tones (see --upright)" if tones == "MONOCHROME1" and not copies else ""


def source(header, kind):
    """Manufacturers are written in capitals and without; here they are all in capitals."""
    parts = [header[MANUFACTURER]] + ([header[MODEL]] if kind == "model" else [])
    return " ".join(["BIMCV", *parts]).upper() if all(parts) else ""


def upright(image, header, options):
    """A copy of an inverted image, the right way round."""
    try:
        import numpy
        from PIL import Image
    except ImportError as error:
        raise manifest.LayoutError(
            "--upright needs Pillow and numpy: pip install pillow numpy") from error
    copy = options.upright / image.name
    if not copy.exists():
        try:
            with Image.open(image) as picture:
                tones = numpy.asarray(picture)
        except OSError as error:
            raise manifest.LayoutError(f"{image} is not a readable picture: {error}") from error
        if tones.ndim != 2:
            raise manifest.LayoutError(f"{image} is in colour; expected a grey picture")
        bits = header[BITS_STORED]
        white = max(int(tones.max()), 2 ** int(bits) - 1 if bits.isdigit() else 0)
        deep = numpy.uint16 if white > 255 else numpy.uint8
        png.save(Image.fromarray((white - tones.astype(numpy.int64)).astype(deep)), copy)
    return copy


def main(arguments=None):
    parser = manifest.parser(__doc__, "folder with the unpacked archives of one part")
    parser.add_argument("--part", choices=list(LABELS), required=True)
    parser.add_argument("--source", choices=["manufacturer", "model"], default="manufacturer",
                        help="what an image's source is (default: %(default)s)")
    parser.add_argument("--upright", type=manifest.Path, metavar="FOLDER",
                        help="copy inverted images there, the right way round")
    return manifest.run(parser, build, arguments)


if __name__ == "__main__":
    sys.exit(main())
