"""A manifest of covid-chestxray-dataset (Cohen et al. 2020).

Some 930 images, X-ray and CT, taken from articles and teaching files, most of them of COVID-19.

    git clone --depth 1 https://github.com/ieee8023/covid-chestxray-dataset

    metadata.csv       patientid, finding, view, modality, location, folder, filename, url, license
    images/            JPEG and PNG
    annotations/lungVAE-masks/NAME_mask.png    made by a model (Selvan et al. 2020), for some 200

X-rays in frontal view are taken. Labels are covid, normal, pneumonia (any other) or the finding
as published. The source is the web site an image comes from, or with `--source location` the
hospital where it is known. A figure of an article carries letters, arrows and the journal's
scaling, so each site is a shortcut of its own; nearly all images are ill, so that hardly a site
gives both classes. Many images are also in the COVID-19 Radiography Database. The licence is each
image's own, and often unknown.
"""

import sys
from urllib.parse import urlsplit

import manifest

COLUMNS = ["patientid", "finding", "view", "modality", "folder", "filename", "location", "url",
           "license"]
FRONTAL = ["PA", "AP", "AP Supine", "AP Erect"]
FORMATS = (".png", ".jpg", ".jpeg")


def build(options, left_out):
    table = manifest.existing(
        options.folder, "metadata.csv", what="a clone of covid-chestxray-dataset")
    rows = []
    for entry in manifest.table(table, COLUMNS):
        entry = {name: entry[name].strip() for name in COLUMNS}
        image = options.folder / entry["folder"] / entry["filename"]
        reason = unusable(entry, image)
        if reason:
            left_out[reason] += 1
            continue
        mask = options.folder / "annotations/lungVAE-masks" / f"{image.stem}_mask.png"
        rows.append({
            "image": image, "mask": mask if mask.exists() else None,
            "label": label(entry["finding"]), "source": source(entry, options.source),
            "patient": f"Cohen {entry['patientid']}" if entry["patientid"] else "",
            "view": entry["view"], "id": f"covid-chestxray/{image.name}",
            "dataset": "covid-chestxray-dataset", "licence": entry["license"] or "unknown",
            "mask_by": "model (lungVAE)" if mask.exists() else "", "finding": entry["finding"],
            "url": entry["url"], "location": entry["location"]})
    return rows


def unusable(entry, image):
    """Why an image is left out, or nothing."""
    if entry["modality"] != "X-ray":
        return f"not X-ray: {entry['modality'] or 'no modality'}"
    if entry["view"] not in FRONTAL:
        return f"not frontal: {entry['view'] or 'no view'}"
    if not label(entry["finding"]):
        return "without a finding"
    if image.suffix.lower() not in FORMATS:
        return f"neither PNG nor JPEG: {image.suffix}"
    return "" if image.exists() else "of which the file is missing"


def label(finding):
    """Findings are paths such as Pneumonia/Viral/COVID-19."""
    parts = finding.split("/")
    if parts[-1] == "COVID-19":
        return "covid"
    if finding == "No Finding":
        return "normal"
    return {"Pneumonia": "pneumonia", "todo": "", "Unknown": ""}.get(parts[0], finding)


def source(entry, column):
    if column == "location":
        return entry["location"]
    return (urlsplit(entry["url"]).hostname or "").removeprefix("www.")


def main(arguments=None):
    parser = manifest.parser(__doc__, "the clone")
    parser.add_argument("--source", choices=["url", "location"], default="url",
                        help="what an image's source is (default: %(default)s)")
    return manifest.run(parser, build, arguments)


if __name__ == "__main__":
    sys.exit(main())
