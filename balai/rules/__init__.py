"""The rules of procedure: plain values in, plain values with reasons out. Nothing here knows of pages or databases."""
