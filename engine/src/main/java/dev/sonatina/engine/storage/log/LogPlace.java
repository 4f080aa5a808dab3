package dev.sonatina.engine.storage.log;

/**
 * How far the log has got.
 *
 * @param end the position behind the last frame
 * @param previousCrc header checksum of that frame
 * @param logBytes length of the log since the last checkpoint before the store was opened
 * @param segments the segments so far
 */
record LogPlace(long end, int previousCrc, long logBytes, SegmentSet segments) {}
