"""What a text of Markdown is made of: blocks, and in their lines code, math, sounds, links, pictures and cloze marks.

The one reading of Markdown: whatever renders, judges, counts or imports a text asks here, and every answer carries its place.
"""
