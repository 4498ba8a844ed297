"""Small PDF files: count pages, make empty ones."""

import re

PAGE = re.compile(rb"/Type\s*/Page\b")


def pages_of(raw: bytes) -> int:
    """Return how many pages a file seems to have, at least 1."""
    return max(len(PAGE.findall(raw)), 1)


def pdf(pages: int) -> bytes:
    """Return a PDF of empty pages in A4."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + pages))
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        *[page] * pages,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + end.encode()
