"""The process that opens foreign pictures: reads one, writes it anew without anything but its pixels."""

from __future__ import annotations

import io
import json
import sys
import warnings
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from sojourn.core.errors import SojournError
from sojourn.core.process_limits import limit_process

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
LONGEST_SIDE: Final = 1600
MOST_PIXELS: Final = 100_000_000
MEMORY: Final = 1024**3
SECONDS: Final = 20
QUALITY: Final = 84


class PictureError(SojournError):
    """A file that is no picture we take. The text goes to whoever sent it."""


def clean_picture(source: Path, target: Path) -> tuple[int, int]:
    """Write the picture ``source`` to ``target`` as WebP: at most 1,600 pixels a side, without metadata.

    Of an animation the first frame is taken. A picture that says which side is up is turned; one with colours
    of its own space is brought into the space that screens take for granted.

    Returns:
        Width and height in pixels.

    Raises:
        PictureError: It is no picture of a known kind, is damaged, or has too many pixels.
    """
    Image.MAX_IMAGE_PIXELS = None  # Held to MOST_PIXELS below, with words of our own.
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        with Image.open(source, formats=FORMATS) as opened:
            _check_size(opened)
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture = _plain(opened)
    except UnidentifiedImageError as error:
        raise PictureError(
            "This file is no picture that can be shown here. Take a PNG, JPEG, WebP or GIF file."
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureError("The picture is damaged. Open it in another program and save it anew.") from error
    picture.save(target, "WEBP", quality=QUALITY, method=4)
    return picture.size


def _check_size(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    if pixels > MOST_PIXELS:
        raise PictureError(
            f"The picture has {picture.width} × {picture.height} pixels; at most "
            f"{MOST_PIXELS // 10**6} million can be opened. Make it smaller."
        )


def _plain(opened: Image.Image) -> Image.Image:
    """The first frame's pixels, upright, small enough, and nothing else."""
    profile = opened.info.get("icc_profile")
    clear = opened.has_transparency_data
    opened.load()
    upright = ImageOps.exif_transpose(opened)
    if upright.mode != "CMYK" or not profile:
        upright = upright.convert("RGBA" if clear else "RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if profile:
        upright = _in_common_colors(upright, profile).convert("RGBA" if clear else "RGB")
    plain = Image.new(upright.mode, upright.size)
    plain.paste(upright)
    return plain


def _in_common_colors(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        common = ImageCms.createProfile("sRGB")
        mode = "RGB" if picture.mode == "CMYK" else picture.mode
        changed = ImageCms.profileToProfile(picture, own, common, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return (
            picture  # A profile for other kinds of pixels, or a broken one: the pixels stand for themselves.
        )
    return changed or picture


def main() -> int:
    """Clean the file named first into the file named second; say how it went as JSON."""
    limit_process(memory=MEMORY, seconds=SECONDS)
    answer: dict[str, Any]
    try:
        width, height = clean_picture(Path(sys.argv[1]), Path(sys.argv[2]))
        answer = {"width": width, "height": height}
    except PictureError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "The picture needs too much memory. Make it smaller."}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
