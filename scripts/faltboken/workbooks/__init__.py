"""Tables out to workbooks and back: what a spreadsheet program does to a file is undone here, and nowhere else.

Rules for cells, rows and tables are never repeated here: what has been read is written as canonical CSV to a folder of
its own and judged by `faltboken.tables` and `faltboken.rules`, and each fault is told at the cell it came from.
"""
