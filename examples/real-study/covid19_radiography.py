"""A manifest of the COVID-19 Radiography Database (Rahman et al., Kaggle, second update).

21,165 PNG of 299 x 299 pixels with masks of 256 x 256, in four classes: covid, normal,
lung-opacity, viral-pneumonia. Get `archive.zip` from
https://www.kaggle.com/datasets/tawsifurrahman/covid19-radiography-database and unpack it:

    COVID-19_Radiography_Dataset/
      COVID/images/COVID-1.png            COVID/masks/COVID-1.png
      Lung_Opacity/, Normal/, Viral Pneumonia/    likewise
      COVID.metadata.xlsx ...             columns FILE NAME, FORMAT, SIZE, URL

The source is where an image comes from, after its URL. No class but normal shares a source
with another: covid comes from collections that have no normal image, lung-opacity and most of
normal from RSNA, viral-pneumonia and the rest of normal from children in Guangzhou.
Patients are not published: the same patient may be in two splits, and nobody can tell.
"""

import re
import sys
from urllib.parse import urlsplit

import manifest
import xlsx

CLASSES = {"COVID": "covid", "Normal": "normal", "Lung_Opacity": "lung-opacity",
           "Viral Pneumonia": "viral-pneumonia"}

# The README's references 1 to 9, by a part of their address.
ORIGINS = {
    "bimcv.cipf.es": "BIMCV",
    "ml-workgroup/covid-19-image-repository": "Hannover",
    "sirm.org": "SIRM",
    "eurorad.org": "Eurorad",
    "ieee8023/covid-chestxray-dataset": "covid-chestxray-dataset",
    "figshare.com": "figshare 12580328",
    "armiro/covid-cxnet": "COVID-CXNet",
    "rsna-pneumonia-detection-challenge": "RSNA",
    "paultimothymooney/chest-xray-pneumonia": "Guangzhou",
}


def build(options, _):
    folder = manifest.existing(
        options.folder, "COVID-19_Radiography_Dataset", ".",
        what="the unpacked archive.zip of the database")
    return [row for name in CLASSES for row in class_rows(folder, name)]


def class_rows(folder, name):
    images = manifest.existing(
        folder, f"{name}/images", what="a folder images and a folder masks for each class")
    table = manifest.existing(
        folder, f"{name}.metadata.xlsx", what="a workbook of metadata beside each class")
    urls = {key(row["FILE NAME"]): row["URL"]
            for row in xlsx.rows(table, ["FILE NAME", "URL"])}
    rows = []
    for image in sorted(images.glob("*.png"), key=number):
        url = urls.get(key(image.stem), "")
        mask = folder / name / "masks" / image.name
        rows.append({
            "image": image, "mask": mask if mask.exists() else None, "label": CLASSES[name],
            "source": origin(url), "id": f"radiography/{image.stem}", "url": url,
            "dataset": "COVID-19 Radiography Database", "licence": "see the origin"})
    if rows and not any(row["url"] for row in rows):
        raise manifest.LayoutError(
            f"no image of {images} is in {table.name}; expected names such as {image.stem}")
    return rows


def key(name):
    """Metadata say NORMAL-1 where the file is called Normal-1.png."""
    return re.sub(r"[\s_]|\.png$", "", name.casefold())


def number(path):
    return [int(part) for part in re.findall(r"\d+", path.stem)], path.name


def origin(url):
    """The name of the collection behind an address; of an unknown one, its host."""
    for part, name in ORIGINS.items():
        if part in url.casefold():
            return name
    return urlsplit(url if "//" in url else f"//{url}").hostname or ""


def main(arguments=None):
    parser = manifest.parser(__doc__, "folder with COVID-19_Radiography_Dataset, or itself")
    return manifest.run(parser, build, arguments)


if __name__ == "__main__":
    sys.exit(main())
