"""Product images: uploads, and the renditions that the shop shows of them.

Owns: uploaded pictures, their states and their renditions. Never: products, which name images by URL.
"""
