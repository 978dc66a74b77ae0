"""Courses, batches, attendance and marks."""
