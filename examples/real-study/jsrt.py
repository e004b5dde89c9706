"""A manifest of the JSRT database (Shiraishi et al. 2000), with the masks of SCR.

247 PA radiographs on film from 14 institutions, 154 with a nodule and 93 without. After free
registration, http://db.jsrt.or.jp/eng.php gives raw files of 2048 x 2048 samples of 12 bits, in 16
bits, big-endian, without a header. They may lie at any depth:

    All247images/JPCLN001.IMG    with a nodule
    All247images/JPCNN001.IMG    without

The SCR database (van Ginneken et al. 2006, drawn by hand), given to `--scr`, is at
https://www.isi.uu.nl/Research/Databases/SCR/:

    fold1/masks/left lung/JPCLN001.gif    and right lung; fold2 likewise

Films are inverted (0 is white in the raw files) and written as PNG of 16 bits to `--pictures`,
masks of 1024 x 1024 are united (needs Pillow) and written beside them. The institution of an
image is not published, so all have the source JSRT. The set has one source, no COVID-19, and a
nodule is no lung disease of the kind studied here: it is good for trying masks, not for training.
"""

import array
import sys

import manifest
import masks
import png

SIDE, WHITE = 2048, 4095
CLASSES = {"JPCLN": "nodule", "JPCNN": "no-nodule"}


def build(options, _):
    files = sorted(path for path in options.folder.rglob("JPC[LN]N???.*")
                   if path.suffix.upper() == ".IMG")
    if not files:
        raise manifest.LayoutError(
            f"{options.folder} has no JPCLN001.IMG and the like, at whatever depth; expected the "
            "raw files of the JSRT database")
    folds = scr_folds(options.scr) if options.scr else []
    return [{"image": picture(file, options.pictures / f"{file.stem}.png"),
             "mask": united(folds, file.stem, options.pictures),
             "label": CLASSES[file.stem[:5]], "source": "JSRT", "patient": f"JSRT {file.stem}",
             "view": "PA", "id": f"jsrt/{file.stem}", "dataset": "JSRT",
             "licence": "research and education; no redistribution"} for file in files]


def picture(file, output):
    """The PNG of a raw file, written unless it is there."""
    if not output.exists():
        data = file.read_bytes()
        samples = array.array("H", data[: len(data) // 2 * 2])
        if sys.byteorder == "little":
            samples.byteswap()
        if len(data) != 2 * SIDE * SIDE or max(samples) > WHITE:
            raise manifest.LayoutError(
                f"{file} is not a raw file of {SIDE} x {SIDE} samples of 12 bits: it has "
                f"{len(data)} bytes and the greatest sample is {max(samples, default=0)}")
        samples = array.array("H", (WHITE - sample for sample in samples))
        if sys.byteorder == "little":
            samples.byteswap()
        png.write(output, SIDE, SIDE, samples.tobytes(), depth=16)
    return output


def scr_folds(folder):
    folder = manifest.existing(folder, "scratch", ".", what="fold1 and fold2 of the SCR database")
    folds = [folder / fold / "masks" for fold in ("fold1", "fold2")]
    if not any((fold / "left lung").is_dir() for fold in folds):
        raise manifest.LayoutError(
            f"{folder} has no fold1/masks/left lung; expected the unpacked SCR database")
    return folds


def united(folds, name, pictures):
    """The mask of both lungs, written unless it is there; nothing where SCR has none."""
    output = pictures / "masks" / f"{name}.png"
    for fold in folds:
        lungs = [fold / side / f"{name}.gif" for side in ("left lung", "right lung")]
        if all(lung.exists() for lung in lungs):
            if not output.exists():
                masks.unite(*lungs, output)
            return output
    return None


def main(arguments=None):
    parser = manifest.parser(__doc__, "folder with the raw files")
    parser.add_argument("--pictures", type=manifest.Path, required=True, metavar="FOLDER",
                        help="where PNG and united masks are written (1.5 GB)")
    parser.add_argument("--scr", type=manifest.Path, metavar="FOLDER",
                        help="the unpacked SCR database")
    return manifest.run(parser, build, arguments)


if __name__ == "__main__":
    sys.exit(main())
