"""The builders, on tiny folders in the published layouts: python3 -m unittest, in this folder.

The standard library is enough; what needs Pillow or numpy is skipped without them.
"""

import array
import contextlib
import csv
import gzip
import importlib
import importlib.util
import io
import json
import struct
import sys
import tempfile
import unittest
import zipfile
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import jsrt
import png

BUILDERS = ["bimcv_covid19", "chestxray14", "chexmask", "combine", "covid19_radiography",
            "covid_chestxray", "jsrt", "montgomery"]
HAS_PILLOW = importlib.util.find_spec("PIL") is not None
HAS_NUMPY = importlib.util.find_spec("numpy") is not None


class BuilderTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def file(self, path, content=""):
        """Writes a file and its folders; its path."""
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def csv(self, path, rows, delimiter=","):
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(rows)
        return self.file(path, text.getvalue())

    def picture(self, path, rows=((0, 255), (0, 0))):
        samples = bytes(sample for row in rows for sample in row)
        png.write(self.folder / path, len(rows[0]), len(rows), samples)
        return self.folder / path

    def run_builder(self, name, *arguments):
        """The exit code, and all that was printed."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            code = importlib.import_module(name).main([str(part) for part in arguments])
        return code, printed.getvalue()

    def build(self, name, *arguments, output="manifest.csv"):
        """The rows of the manifest that a builder writes, and all that was printed."""
        code, printed = self.run_builder(name, *arguments, "--output", self.folder / output)
        self.assertEqual(code, 0, printed)
        with open(self.folder / output, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            for column in ("image", "mask"):
                path = (self.folder / output).parent / row[column]
                self.assertTrue(path.exists(), f"{row[column]} is not relative to the manifest")
        return rows, printed

    def assert_refused(self, message, name, *arguments, output="manifest.csv"):
        """The builder ends with 1, says `message` without a traceback, and writes nothing."""
        code, printed = self.run_builder(name, *arguments, "--output", self.folder / output)
        self.assertEqual(code, 1, printed)
        self.assertRegex(printed, message)
        self.assertEqual(list(self.folder.glob(f"{output}*")), [])


class CommandLine(BuilderTest):
    def test_every_builder_explains_itself(self):
        for name in BUILDERS:
            printed = io.StringIO()
            with self.subTest(name), contextlib.redirect_stdout(printed):
                with self.assertRaises(SystemExit) as end:
                    importlib.import_module(name).main(["--help"])
                self.assertEqual(end.exception.code, 0)
                self.assertIn("--output", printed.getvalue())

    def test_an_empty_or_missing_folder_is_refused(self):
        needed = {"bimcv_covid19": ["--part", "positive"],
                  "jsrt": ["--pictures", self.folder / "pictures"]}
        for name in set(BUILDERS) - {"chexmask", "combine"}:
            for folder in (self.folder, self.folder / "nothing"):
                with self.subTest(name):
                    self.assert_refused("expected", name, folder, *needed.get(name, []))


class Radiography(BuilderTest):
    URLS = {
        "COVID-1": "https://bimcv.cipf.es/bimcv-projects/bimcv-covid19/#1590858128006-9e640421",
        "COVID-2": "https://github.com/armiro/COVID-CXNet",
        "COVID-10": "https://example.org/somewhere",
        "NORMAL-1": "https://www.kaggle.com/c/rsna-pneumonia-detection-challenge/data",
        "NORMAL-2": "https://www.kaggle.com/paultimothymooney/chest-xray-pneumonia",
        "Lung_Opacity-1": "https://www.kaggle.com/c/rsna-pneumonia-detection-challenge/data",
        "Viral Pneumonia-1": "https://www.kaggle.com/paultimothymooney/chest-xray-pneumonia",
    }

    def setUp(self):
        super().setUp()
        self.root = Path("archive/COVID-19_Radiography_Dataset")
        for name in ("COVID", "Normal", "Lung_Opacity", "Viral Pneumonia"):
            entries = [(key, url) for key, url in self.URLS.items()
                       if key.rsplit("-", 1)[0].casefold() == name.casefold()]
            self.workbook(name, [(key, "PNG", "256*256", url) for key, url in entries])
            for key, _ in entries:
                file = f"{name}-{key.rsplit('-', 1)[1]}.png"
                self.picture(self.root / name / "images" / file)
                self.picture(self.root / name / "masks" / file)

    def workbook(self, name, rows, header=("FILE NAME", "FORMAT", "SIZE", "URL")):
        """A workbook as Excel writes it: shared strings, one of them in two runs."""
        names, cells = [], []
        for number, row in enumerate([header, *rows], 1):
            line = "".join(f'<c r="{letter}{number}" t="s"><v>{len(names) + index}</v></c>'
                           for index, letter in enumerate("ABCD"))
            names += row
            cells.append(f'<row r="{number}">{line}</row>')
        strings = "".join(f"<si><r><t>{text[:3]}</t></r><r><t>{text[3:]}</t></r></si>"
                          for text in names)
        space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        path = self.file(self.root / f"{name}.metadata.xlsx")
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("xl/sharedStrings.xml", f"<sst {space}>{strings}</sst>")
            file.writestr("xl/worksheets/sheet1.xml",
                          f"<worksheet {space}><sheetData>{''.join(cells)}</sheetData></worksheet>")
        return path

    def test_the_url_names_the_source(self):
        rows, _ = self.build("covid19_radiography", self.folder / "archive")
        self.assertEqual(
            [(row["id"], row["label"], row["source"]) for row in rows],
            [("radiography/COVID-1", "covid", "BIMCV"),
             ("radiography/COVID-2", "covid", "COVID-CXNet"),
             ("radiography/COVID-10", "covid", "example.org"),
             ("radiography/Normal-1", "normal", "RSNA"),
             ("radiography/Normal-2", "normal", "Guangzhou"),
             ("radiography/Lung_Opacity-1", "lung-opacity", "RSNA"),
             ("radiography/Viral Pneumonia-1", "viral-pneumonia", "Guangzhou")])
        self.assertTrue(all(row["mask"] and not row["patient"] for row in rows))

    def test_the_folder_itself_may_be_named(self):
        rows, _ = self.build("covid19_radiography", self.folder / self.root)
        self.assertEqual(len(rows), 7)

    def test_missing_masks_and_images_outside_the_metadata_are_counted(self):
        (self.folder / self.root / "COVID/masks/COVID-2.png").unlink()
        self.picture(self.root / "COVID/images/COVID-99.png")
        rows, printed = self.build("covid19_radiography", self.folder / "archive")
        self.assertEqual({row["id"]: (row["mask"] != "", row["source"]) for row in rows
                          if row["label"] == "covid"}["radiography/COVID-2"],
                         (False, "COVID-CXNet"))
        self.assertRegex(printed, "8 images, 6 with a mask, 7 with a source, 0 with a patient")

    def test_metadata_of_another_folder_are_refused(self):
        self.workbook("Normal", [("COVID-1", "PNG", "256*256", "https://eurorad.org")])
        self.assert_refused("no image of .*Normal", "covid19_radiography", self.folder / "archive")

    def test_a_damaged_workbook_is_refused(self):
        path = self.folder / self.root / "COVID.metadata.xlsx"
        path.write_bytes(path.read_bytes()[:100])
        self.assert_refused("COVID.metadata.xlsx is not an Excel workbook",
                            "covid19_radiography", self.folder / "archive")

    def test_a_workbook_without_urls_is_refused(self):
        self.workbook("COVID", [], header=("FILE NAME", "FORMAT", "SIZE", "LINK"))
        self.assert_refused("no column 'URL'; found 'FILE NAME'",
                            "covid19_radiography", self.folder / "archive")


class ChestXray14(BuilderTest):
    HEADER = ["Image Index", "Finding Labels", "Follow-up #", "Patient ID", "Patient Age",
              "Patient Gender", "View Position", "OriginalImage[Width", "Height]",
              "OriginalImagePixelSpacing[x", "y]"]
    ENTRIES = [("00000001_000.png", "Cardiomegaly|Effusion", "1", "PA"),
               ("00000001_001.png", "Pneumonia|Edema", "1", "AP"),
               ("00000002_000.png", "No Finding", "2", "PA"),
               ("00000003_000.png", "No Finding", "3", "PA")]

    def setUp(self):
        super().setUp()
        self.table()
        for name, *_ in self.ENTRIES[:3]:
            self.picture(f"nih/images_001/images/{name}")
        self.file("nih/train_val_list.txt", "00000001_000.png\n00000001_001.png\n")
        self.file("nih/test_list.txt", "00000002_000.png\r\n00000003_000.png")

    def table(self):
        # The published header has commas inside brackets, and nothing quotes them.
        self.file("nih/Data_Entry_2017_v2020.csv", "\n".join(
            [",".join(self.HEADER)]
            + [f"{name},{findings},0,{patient},58,M,{view},2682,2749,0.143,0.143"
               for name, findings, patient, view in self.ENTRIES]))

    def test_rows_have_patient_view_and_official_split(self):
        rows, printed = self.build("chestxray14", self.folder / "nih")
        self.assertEqual(
            [[row[name] for name in ("label", "patient", "view", "split", "sex")] for row in rows],
            [["Cardiomegaly|Effusion", "NIH 1", "PA", "train", "M"],
             ["Pneumonia|Edema", "NIH 1", "AP", "train", "M"],
             ["normal", "NIH 2", "PA", "test", "M"]])
        self.assertIn("left out: 1 not downloaded", printed)

    def test_one_finding_against_normal(self):
        rows, printed = self.build("chestxray14", self.folder / "nih", "--finding", "Pneumonia")
        self.assertEqual([row["label"] for row in rows], ["pneumonia", "normal"])
        self.assertIn("left out: 1 with findings other than Pneumonia", printed)

    def test_the_view_may_be_part_of_the_source(self):
        rows, _ = self.build("chestxray14", self.folder / "nih", "--source", "view")
        self.assertEqual([row["source"] for row in rows], ["NIH PA", "NIH AP", "NIH PA"])

    def test_a_patient_in_both_lists_is_refused(self):
        self.file("nih/test_list.txt", "00000001_001.png")
        self.file("nih/train_val_list.txt", "00000001_000.png")
        self.assert_refused("patient NIH 1 is in", "chestxray14", self.folder / "nih")

    def test_an_image_in_both_lists_is_refused(self):
        self.file("nih/test_list.txt", "00000001_000.png")
        self.assert_refused("00000001_000.png is in both", "chestxray14", self.folder / "nih")

    def test_a_table_of_another_kind_is_refused(self):
        self.csv("nih/Data_Entry_2017_v2020.csv", [["Path", "Sex"], ["a.png", "M"]])
        self.assert_refused("no column 'Image Index', .*found 'Path', 'Sex'",
                            "chestxray14", self.folder / "nih")

    def test_a_cut_table_is_refused(self):
        path = self.folder / "nih/Data_Entry_2017_v2020.csv"
        path.write_text(path.read_text() + "\n00000004_000.png,No Fin")
        self.assert_refused("line 6 has too few fields", "chestxray14", self.folder / "nih")

    def test_a_table_without_downloaded_images_is_refused(self):
        for image in (self.folder / "nih/images_001/images").iterdir():
            image.rename(image.with_name(f"other-{image.name}"))
        self.assert_refused("no image can be used: not downloaded",
                            "chestxray14", self.folder / "nih")


class CovidChestXray(BuilderTest):
    HEADER = ["patientid", "offset", "sex", "age", "finding", "view", "modality", "date",
              "location", "folder", "filename", "doi", "url", "license"]

    def setUp(self):
        super().setUp()
        self.entries = [
            self.entry("2", "Pneumonia/Viral/COVID-19", "PA", "a.jpg", "https://www.sirm.org/x"),
            self.entry("2", "Pneumonia/Viral/COVID-19", "AP Supine", "b.jpg"),
            self.entry("2", "Pneumonia/Viral/COVID-19", "L", "c.jpg"),
            self.entry("3", "Pneumonia/Viral/COVID-19", "Axial", "d.jpg", modality="CT"),
            self.entry("4", "Pneumonia/Bacterial", "PA", "e.png"),
            self.entry("5", "No Finding", "PA", "f.png"),
            self.entry("6", "Tuberculosis", "PA", "g.png"),
            self.entry("7", "todo", "PA", "h.png"),
            self.entry("8", "No Finding", "PA", "missing.png"),
        ]
        self.write()
        self.picture("clone/annotations/lungVAE-masks/a_mask.png")

    def entry(self, patient, finding, view, file, url="https://radiopaedia.org/1",
              modality="X-ray"):
        if file != "missing.png":
            self.picture(f"clone/images/{file}")
        return [patient, "0", "M", "65", finding, view, modality, "2020", "Hospital, Italy",
                "images", file, "", url, "CC BY-NC-SA" if file == "a.jpg" else ""]

    def write(self):
        self.csv("clone/metadata.csv", [self.HEADER, *self.entries])

    def test_frontal_radiographs_with_a_finding_are_taken(self):
        rows, printed = self.build("covid_chestxray", self.folder / "clone")
        self.assertEqual(
            [[row[name] for name in ("label", "source", "patient", "view", "licence")]
             for row in rows],
            [["covid", "sirm.org", "Cohen 2", "PA", "CC BY-NC-SA"],
             ["covid", "radiopaedia.org", "Cohen 2", "AP Supine", "unknown"],
             ["pneumonia", "radiopaedia.org", "Cohen 4", "PA", "unknown"],
             ["normal", "radiopaedia.org", "Cohen 5", "PA", "unknown"],
             ["Tuberculosis", "radiopaedia.org", "Cohen 6", "PA", "unknown"]])
        self.assertEqual([row["mask_by"] for row in rows], ["model (lungVAE)", "", "", "", ""])
        for reason in ("1 not X-ray: CT", "1 not frontal: L", "1 without a finding",
                       "1 of which the file is missing"):
            self.assertIn(f"left out: {reason}", printed)

    def test_the_hospital_may_be_the_source(self):
        rows, _ = self.build("covid_chestxray", self.folder / "clone", "--source", "location")
        self.assertEqual({row["source"] for row in rows}, {"Hospital, Italy"})

    def test_an_image_named_twice_is_refused(self):
        self.entries.append(self.entries[0])
        self.write()
        self.assert_refused("a.jpg would be in the manifest more than once",
                            "covid_chestxray", self.folder / "clone")

    def test_an_early_version_of_the_metadata_is_refused(self):
        self.csv("clone/metadata.csv", [["Patientid", "finding"], ["1", "COVID-19"]])
        self.assert_refused("no column 'patientid'", "covid_chestxray", self.folder / "clone")


class Bimcv(BuilderTest):
    def setUp(self):
        super().setUp()
        self.labels("positive/derivatives/labels/labels_covid_posi.tsv",
                    {"ses-E1": "['COVID 19' \t 'pneumonia']"})
        self.image("positive/posi_1", "S1", "E1", "_vp-ap", "'SIEMENS'")

    def labels(self, path, reports):
        lines = ["\tPatientID\tReportID\tReport\tLabels"]
        lines += [f'{index}\tsub-S1\t{session}\ttexto\t"{labels}"'
                  for index, (session, labels) in enumerate(reports.items())]
        self.file(path, "\n".join(lines))

    def image(self, root, subject, session, view, manufacturer="Siemens", tones="MONOCHROME2",
              model="FD-X"):
        stem = f"sub-{subject}_ses-{session}_run-1_bp-chest{view}_dx"
        folder = f"{root}/sub-{subject}/ses-{session}/mod-rx"
        tags = {"00080070": {"vr": "LO", "Value": [manufacturer]},
                "00081090": {"vr": "LO", "Value": [model]} if model else {"vr": "LO"},
                "00280004": {"vr": "CS", "Value": [tones]},
                "00280101": {"vr": "US", "Value": [8]}}
        self.file(f"{folder}/{stem}.json", json.dumps(tags))
        return self.picture(f"{folder}/{stem}.png", ((0, 100), (200, 255)))

    def positive(self, *arguments):
        return self.build("bimcv_covid19", self.folder / "positive", "--part", "positive",
                          *arguments)

    def test_the_manufacturer_is_the_source_however_it_is_written(self):
        self.image("positive/posi_2", "S1", "E2", "_vp-pa", "Siemens")
        rows, _ = self.positive()
        self.assertEqual(
            [[row[name] for name in ("label", "source", "patient", "view", "session", "finding")]
             for row in rows],
            [["covid", "BIMCV SIEMENS", "BIMCV sub-S1", "AP", "ses-E1", "COVID 19|pneumonia"],
             ["covid", "BIMCV SIEMENS", "BIMCV sub-S1", "PA", "ses-E2", ""]])

    def test_the_model_may_be_the_source_where_it_is_known(self):
        self.image("positive/posi_2", "S2", "E2", "_vp-pa", model="")
        rows, printed = self.positive("--source", "model")
        self.assertEqual([row["source"] for row in rows], ["BIMCV SIEMENS FD-X", ""])
        self.assertIn("2 images, 0 with a mask, 1 with a source", printed)

    def test_the_negative_part_is_normal_only_by_its_report(self):
        for session in ("E1", "E2", "E3"):
            self.image("negative", "S1", session, "_vp-pa")
        self.labels("negative/covid19_neg/derivatives/labels/Labels_covid_NEG_JAN21.tsv",
                    {"ses-E1": "['normal']", "ses-E2": "['normal', 'scoliosis']"})
        rows, _ = self.build(
            "bimcv_covid19", self.folder / "negative", "--part", "negative")
        self.assertEqual([row["label"] for row in rows], ["normal", "non-covid", "non-covid"])

    def test_lateral_unnamed_and_inverted_views_are_left_out(self):
        self.image("positive", "S2", "E2", "_vp-ll")
        self.image("positive", "S2", "E3", "")
        self.image("positive", "S2", "E4", "_vp-pa", tones="MONOCHROME1")
        self.image("positive", "S2", "E5", "_vp-pa").with_suffix(".json").unlink()
        rows, printed = self.positive()
        self.assertEqual(len(rows), 1)
        for reason in ("not frontal: ll", "without a view in its name", "with inverted tones",
                       "without a header"):
            self.assertIn(f"left out: 1 {reason}", printed)

    @unittest.skipUnless(HAS_PILLOW and HAS_NUMPY, "needs Pillow and numpy")
    def test_inverted_images_are_turned_round_when_asked(self):
        from PIL import Image
        self.image("positive", "S2", "E4", "_vp-pa", tones="MONOCHROME1")
        rows, _ = self.positive("--upright", self.folder / "upright")
        turned = [row["image"] for row in rows if row["image"].startswith("upright/")]
        with Image.open(self.folder / turned[0]) as picture:
            self.assertEqual(list(picture.tobytes()), [255, 155, 55, 0])

    def test_the_wrong_part_is_refused(self):
        self.assert_refused("holds the positive part", "bimcv_covid19",
                            self.folder / "positive", "--part", "negative")

    def test_a_part_without_its_labels_is_refused(self):
        (self.folder / "positive/derivatives/labels/labels_covid_posi.tsv").unlink()
        self.assert_refused("no labels_covid19_posi.tsv or labels_covid_posi.tsv",
                            "bimcv_covid19", self.folder / "positive", "--part", "positive")

    def test_an_image_with_a_damaged_header_is_left_out(self):
        header = self.image("positive", "S2", "E2", "_vp-pa").with_suffix(".json")
        for content in (header.read_text()[:20], "[]", '{"00280004": "MONOCHROME2"}',
                        '{"00280004": {"Value": 2}}'):
            header.write_text(content)
            with self.subTest(content):
                rows, printed = self.positive()
                self.assertEqual([row["patient"] for row in rows], ["BIMCV sub-S1"])
                self.assertIn("left out: 1 without a header", printed)


class Montgomery(BuilderTest):
    def setUp(self):
        super().setUp()
        for name in ("MCUCXR_0001_0", "MCUCXR_0104_1"):
            self.picture(f"MontgomerySet/CXR_png/{name}.png")
            self.picture(f"MontgomerySet/ManualMask/leftMask/{name}.png", ((0, 255), (0, 0)))
            self.picture(f"MontgomerySet/ManualMask/rightMask/{name}.png", ((0, 0), (1, 0)))
            self.file(f"MontgomerySet/ClinicalReadings/{name}.txt",
                      "Patient's Sex: F \nPatient's Age: 027Y\nnormal\n")

    def test_the_name_has_the_class(self):
        rows, _ = self.build("montgomery", self.folder, "--no-masks")
        self.assertEqual(
            [[row[name] for name in ("label", "source", "patient", "view", "mask", "reading")]
             for row in rows],
            [[label, "Montgomery", f"Montgomery {number}", "PA", "",
              "Patient's Sex: F Patient's Age: 027Y normal"]
             for label, number in (("normal", "0001"), ("tuberculosis", "0104"))])

    @unittest.skipUnless(HAS_PILLOW, "needs Pillow")
    def test_both_lungs_are_one_mask(self):
        from PIL import Image
        (self.folder / "MontgomerySet/ManualMask/leftMask/MCUCXR_0104_1.png").unlink()
        rows, _ = self.build("montgomery", self.folder)
        with Image.open(self.folder / rows[0]["mask"]) as mask:
            self.assertEqual(list(mask.tobytes()), [0, 255, 255, 0])
        self.assertEqual(rows[1]["mask"], "")

    @unittest.skipUnless(HAS_PILLOW, "needs Pillow")
    def test_masks_of_different_sizes_are_refused(self):
        self.picture("MontgomerySet/ManualMask/leftMask/MCUCXR_0001_0.png", ((0, 255),))
        self.assert_refused("is of another size", "montgomery", self.folder)

    @unittest.skipIf(HAS_PILLOW, "Pillow is there")
    def test_without_pillow_the_way_out_is_named(self):
        self.assert_refused("pip install pillow", "montgomery", self.folder)

    def test_shenzhen_takes_the_masks_that_were_downloaded(self):
        for name in ("CHNCXR_0001_0", "CHNCXR_0327_1"):
            self.picture(f"china/ChinaSet_AllFiles/CXR_png/{name}.png")
        self.picture("mask/CHNCXR_0327_1_mask.png")
        rows, _ = self.build(
            "montgomery", self.folder / "china", "--masks", self.folder / "mask")
        self.assertEqual([(row["label"], row["source"], row["mask"]) for row in rows],
                         [("normal", "Shenzhen", ""),
                          ("tuberculosis", "Shenzhen", "mask/CHNCXR_0327_1_mask.png")])


class Jsrt(BuilderTest):
    def setUp(self):
        super().setUp()
        samples = array.array("H", bytes(2 * jsrt.SIDE * jsrt.SIDE))
        samples[1] = 4095
        if sys.byteorder == "little":
            samples.byteswap()
        self.raw = samples.tobytes()
        self.file("All247images/JPCLN001.IMG", self.raw)
        self.arguments = [self.folder / "All247images", "--pictures", self.folder / "png"]

    def test_films_become_pictures_the_right_way_round(self):
        rows, _ = self.build("jsrt", *self.arguments)
        self.assertEqual((rows[0]["label"], rows[0]["source"], rows[0]["image"]),
                         ("nodule", "JSRT", "png/JPCLN001.png"))
        data = (self.folder / rows[0]["image"]).read_bytes()
        self.assertEqual(struct.unpack(">IIB", data[16:25]), (2048, 2048, 16))
        start = data.index(b"IDAT")
        length = struct.unpack(">I", data[start - 4:start])[0]
        pixels = zlib.decompress(data[start + 4:start + 4 + length])
        self.assertEqual(struct.unpack(">3H", pixels[1:7]), (4095, 0, 4095))

    def test_a_cut_file_is_refused(self):
        self.file("All247images/JPCNN001.IMG", self.raw[:1001])
        self.assert_refused("JPCNN001.IMG is not a raw file .*1001 bytes", "jsrt", *self.arguments)

    def test_a_file_of_the_other_byte_order_is_refused(self):
        self.file("All247images/JPCNN001.IMG", b"\xff\x0f" * (jsrt.SIDE * jsrt.SIDE))
        self.assert_refused("greatest sample is 65295", "jsrt", *self.arguments)

    def test_masks_of_another_layout_are_refused(self):
        (self.folder / "scr").mkdir()
        self.assert_refused("no fold1/masks/left lung", "jsrt", *self.arguments,
                            "--scr", self.folder / "scr")

    @unittest.skipUnless(HAS_PILLOW, "needs Pillow")
    def test_the_lungs_of_scr_are_one_mask(self):
        from PIL import Image
        for side, samples in (("left lung", b"\0\xff\0\0"), ("right lung", b"\0\0\xff\0")):
            path = self.file(f"scr/scratch/fold2/masks/{side}/JPCLN001.gif")
            Image.frombytes("L", (2, 2), samples).save(path)
        rows, _ = self.build("jsrt", *self.arguments, "--scr", self.folder / "scr")
        with Image.open(self.folder / rows[0]["mask"]) as mask:
            self.assertEqual(list(mask.tobytes()), [0, 255, 255, 0])


class CheXmask(BuilderTest):
    HEADER = ["Image Index", "Dice RCA (Mean)", "Dice RCA (Max)", "Landmarks", "Left Lung",
              "Right Lung", "Heart", "Height", "Width"]

    def setUp(self):
        super().setUp()
        for name in "abc":
            self.picture(f"nih/{name}.png")
        self.images = self.csv("nih.csv", [
            ["image", "label", "patient"],
            *[[f"nih/{name}.png", "normal", "NIH 1"] for name in "abc"]])
        self.entries = [["a.png", "0.9", "0.95", "[1 2]" * 100_000, "1 2", "6 1", "3 1", "2", "3"],
                        ["b.png", "0.69", "0.9", "", "1 1", "2 1", "", "2", "3"],
                        ["z.png", "0.9", "0.9", "", "1 1", "2 1", "", "2", "3"]]

    def masks(self, name="ChestX-Ray8.csv", header=None):
        table = self.csv(name, [header or self.HEADER, *self.entries])
        return self.images, table, "--masks", self.folder / "masks"

    def test_run_lengths_become_a_mask_of_both_lungs(self):
        rows, printed = self.build("chexmask", *self.masks())
        self.assertEqual([(row["mask"], row["mask_rca"], row["patient"]) for row in rows],
                         [("masks/a.png", "0.9000", "NIH 1"), ("", "", "NIH 1"),
                          ("", "", "NIH 1")])
        self.assertIn("left out: 1 masks of a quality below 0.7", printed)
        self.picture("expected.png", ((255, 255, 0), (0, 0, 255)))
        self.assertEqual((self.folder / "masks/a.png").read_bytes(),
                         (self.folder / "expected.png").read_bytes())

    def test_the_threshold_may_be_changed(self):
        rows, _ = self.build("chexmask", *self.masks(), "--quality", "0.6")
        self.assertEqual([row["mask"] for row in rows], ["masks/a.png", "masks/b.png", ""])

    def test_other_data_sets_name_their_images_otherwise(self):
        self.entries = [["c", *self.entries[0][1:]]]
        rows, _ = self.build("chexmask", *self.masks(header=["dicom_id", *self.HEADER[1:]]))
        self.assertEqual([row["mask"] for row in rows], ["", "", "masks/c.png"])

    def test_a_compressed_table_is_read(self):
        images, table, *rest = self.masks()
        packed = self.file("table.csv.gz", gzip.compress(table.read_bytes()))
        rows, _ = self.build("chexmask", images, packed, *rest)
        self.assertEqual(rows[0]["mask"], "masks/a.png")

    def test_a_cut_compressed_table_is_refused(self):
        images, table, *rest = self.masks()
        packed = self.file("table.csv.gz", gzip.compress(table.read_bytes())[:-20])
        self.assert_refused("table.csv.gz cannot be read", "chexmask", images, packed, *rest)

    def test_runs_outside_the_picture_are_refused(self):
        for runs in ("5 3", "0 1", "1", "1 x"):
            self.entries[0][4] = runs
            with self.subTest(runs):
                self.assert_refused("the mask of a is damaged", "chexmask", *self.masks())

    def test_a_table_of_other_images_is_refused(self):
        self.entries = self.entries[2:]
        self.assert_refused("has no mask for any image", "chexmask", *self.masks())

    def test_a_table_that_names_images_by_path_is_refused(self):
        self.assert_refused("none of the columns 'Image Index'", "chexmask",
                            *self.masks(header=["Path", *self.HEADER[1:]]))


class Combine(BuilderTest):
    def manifest(self, path, rows, header=("image", "mask", "label", "source", "patient", "id")):
        for row in rows:
            for name in filter(None, row[:2]):
                self.picture(Path(path).parent / name)
        return self.csv(path, [header, *rows])

    def test_paths_and_columns_come_along(self):
        first = self.manifest("a/m.csv", [["x.png", "x-mask.png", "covid", "A", "A 1", "a/x"]])
        second = self.manifest("b/m.csv", [["x.png", "", "normal", "B", "B 1", "b/x", "50"]],
                               ("image", "mask", "label", "source", "patient", "id", "age"))
        rows, printed = self.build("combine", first, second, output="study/study.csv")
        self.assertEqual([(row["image"], row["mask"], row["source"], row["age"]) for row in rows],
                         [("../a/x.png", "../a/x-mask.png", "A", ""),
                          ("../b/x.png", "", "B", "50")])
        self.assertRegex(printed, r"source +covid +normal\nA +1 +0\nB +0 +1\n")

    def test_patients_of_one_number_in_two_sets_stay_two(self):
        images = ChestXray14("run")
        images.setUp()
        self.addCleanup(images.doCleanups)
        clone = CovidChestXray("run")
        clone.setUp()
        self.addCleanup(clone.doCleanups)
        images.build("chestxray14", images.folder / "nih")
        clone.build("covid_chestxray", clone.folder / "clone")
        rows, _ = self.build(
            "combine", images.folder / "manifest.csv", clone.folder / "manifest.csv")
        self.assertEqual({row["patient"] for row in rows if row["patient"].endswith(" 2")},
                         {"NIH 2", "Cohen 2"})

    def test_classes_are_renamed_and_chosen(self):
        path = self.manifest("m.csv", [["a.png", "", "lung-opacity", "A", "", "a"],
                                       ["b.png", "", "viral-pneumonia", "A", "", "b"],
                                       ["c.png", "", "covid", "A", "", "c"]])
        rows, printed = self.build(
            "combine", path, "--rename", "lung-opacity=abnormal",
            "--rename", "viral-pneumonia=abnormal", "--classes", "abnormal", output="s.csv")
        self.assertEqual([row["label"] for row in rows], ["abnormal", "abnormal"])
        self.assertIn("left out: 1 of another class: covid", printed)

    def test_a_study_whose_sources_tell_the_class_is_called_so(self):
        path = self.manifest("m.csv", [["a.png", "", "covid", "A", "", "a"],
                                       ["b.png", "", "normal", "B", "", "b"]])
        _, printed = self.build("combine", path, output="s.csv")
        self.assertIn("no source-balanced set can be made", printed)
        path = self.manifest("m.csv", [["a.png", "", "covid", "A", "", "a"],
                                       ["b.png", "", "normal", "A", "", "b"]])
        _, printed = self.build("combine", path, output="s.csv")
        self.assertNotIn("source-balanced", printed)

    def test_a_class_without_images_is_refused(self):
        path = self.manifest("m.csv", [["a.png", "", "covid", "A", "", "a"]])
        self.assert_refused("no image has the label normal", "combine", path,
                            "--classes", "covid,normal", output="s.csv")

    def test_repeated_images_are_taken_once_and_contradicting_ones_not_at_all(self):
        first = self.manifest("a/m.csv", [["x.png", "", "covid", "A", "", "x"],
                                          ["y.png", "", "covid", "A", "", "y"]])
        second = self.manifest("b/m.csv", [["x.png", "", "covid", "B", "", "x"],
                                           ["y.png", "", "normal", "B", "", "y"],
                                           ["z.png", "", "normal", "B", "", "z"]])
        rows, printed = self.build("combine", first, second)
        self.assertEqual([(row["id"], row["source"]) for row in rows], [("x", "A"), ("z", "B")])
        self.assertIn("left out: 1 repeated", printed)
        self.assertIn("left out: 2 of images with several labels", printed)

    def test_a_patient_who_is_ill_in_one_manifest_and_well_in_another_is_left_out(self):
        first = self.manifest("a/m.csv", [["x.png", "", "covid", "A", "BIMCV 1", "x"],
                                          ["w.png", "", "covid", "A", "BIMCV 2", "w"]])
        second = self.manifest("b/m.csv", [["y.png", "", "normal", "A", "BIMCV 1", "y"]])
        rows, printed = self.build("combine", first, second)
        self.assertEqual([row["id"] for row in rows], ["w"])
        self.assertIn("left out: 2 of patients whose label differs", printed)
        rows, _ = self.build("combine", first, second, "--keep-contradictions")
        self.assertEqual(len(rows), 3)

    def test_images_without_a_mask_may_be_left_out(self):
        path = self.manifest("m.csv", [["a.png", "a-mask.png", "covid", "A", "", "a"],
                                       ["b.png", "", "covid", "A", "", "b"]])
        rows, _ = self.build("combine", path, "--require-mask", output="s.csv")
        self.assertEqual([row["id"] for row in rows], ["a"])

    def test_a_large_source_is_thinned_out_by_patients(self):
        path = self.manifest("m.csv", [
            *[[f"{index}.png", "", "normal", "A", f"A {index // 2}", f"a{index}"]
              for index in range(12)], ["z.png", "", "covid", "A", "A 9", "z"]])
        rows, printed = self.build("combine", path, "--most", "4", output="s.csv")
        normal = [row["patient"] for row in rows if row["label"] == "normal"]
        self.assertEqual((len(normal), len(set(normal)), len(rows)), (4, 2, 5))
        self.assertIn("left out: 8 beyond the 4 of a source and class", printed)

    def test_a_row_with_too_many_fields_is_refused(self):
        path = self.manifest("m.csv", [["a.png", "", "covid", "A", "", "a", "surplus"]])
        self.assert_refused("more fields than the header", "combine", path, output="s.csv")

    def test_the_same_input_gives_the_same_bytes(self):
        path = self.manifest("m.csv", [["a.png", "", "covid", "A", "1", "a"],
                                       ["b.png", "", "normal", "B", "2", "b"]])
        contents = set()
        for _ in range(2):
            self.build("combine", path, output="s.csv")
            contents.add((self.folder / "s.csv").read_bytes())
        self.assertEqual(len(contents), 1)


if __name__ == "__main__":
    unittest.main()
