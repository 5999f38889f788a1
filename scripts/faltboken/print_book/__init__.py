"""The whole handbook as one accessible PDF: its pages as one document, printed by Chromium, finished with pikepdf."""
