#!/usr/bin/env python3
"""Makes an archive of small bulletins from the fixtures, with places, years and values varied.

    scripts/make_archive.py 100000 archive.tar.gz       # or .tar, .zip, or a folder

The same count gives the same members. About one in 500 is in GB 18030, one in 1000 is there twice, and
one in 5000 is empty.
"""
import io
import pathlib
import random
import re
import sys
import tarfile
import zipfile

FIXTURES = pathlib.Path(__file__).parent.parent / "fixtures" / "layouts"
COUNTIES = [a + b + "县" for a in "石柳桃枫临清云龙安永" for b in "门溪源林江河山泉"]
PLACES = re.compile("石门县|桃源镇|柳溪镇|枫林乡|临江县|东陵省")
YEAR = re.compile(r"20\d\d")
SENTENCE = "全年实现地区生产总值32.6亿元，同比增长5.1%。"
SERVICES = "新建养老服务站7个，服务老人1200余人次。"


def economy(dice):
    return (
        f"全年实现地区生产总值{dice.randint(80, 9000) / 10}亿元，同比增长{dice.randint(1, 120) / 10}%。"
        f"一般公共预算收入{dice.randint(500, 90000)}万元，比上年{dice.choice(['增长', '下降'])}"
        f"{dice.randint(10, 999) / 100}%。粮食播种面积{dice.randint(10, 900) / 10}万亩，"
        f"粮食总产量约{dice.randint(1000, 90000)}吨。"
    )


def services(dice):
    missing = f"开展执法行动{dice.randint(2, 99)},处置隐患{dice.randint(2, 99)}处。" if dice.random() < 0.1 else ""
    return (
        f"新建养老服务站{dice.randint(2, 40)}个，服务老人{dice.randint(10, 900) * 10}余人次。"
        f"新引进企业{dice.randint(2, 60)}家。{missing}"
    )


def bulletins(count):
    layouts = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*.txt"))]
    layouts = [text for text in layouts if SENTENCE in text and SERVICES in text]
    earlier = b""
    for number in range(count):
        dice = random.Random(number)
        county, year = COUNTIES[number % len(COUNTIES)], 2005 + number // len(COUNTIES) % 20
        text = dice.choice(layouts).replace(SENTENCE, economy(dice)).replace(SERVICES, services(dice))
        text = YEAR.sub(str(year), PLACES.sub(county, text))
        data = text.encode("gb18030" if number % 500 == 77 else "utf-8")
        if number % 1000 == 999:
            data = earlier
        if number % 5000 == 4321:
            data = b""
        earlier = data
        yield f"{year}/{county}/{number:07}.txt", data


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    count, out = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    if out.suffix == ".zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in bulletins(count):
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    elif out.suffix in (".tar", ".gz", ".tgz"):
        with tarfile.open(out, "w" if out.suffix == ".tar" else "w:gz") as archive:
            for name, data in bulletins(count):
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    else:
        for name, data in bulletins(count):
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


if __name__ == "__main__":
    main()
