package dev.sonolog.measure;

/**
 * Something about a signal that a person should know. Positions are samples per channel since the
 * measuring began, exact to a reading, that is 50 ms.
 */
public sealed interface SignalEvent {
  /** Where in the audio it began. */
  long position();

  /** Where in the audio it was known: later by the time that makes it worth telling. */
  long knownAt();

  /** All channels have been below the threshold for the time of silence. */
  record SilenceBegan(long position, long knownAt) implements SignalEvent {}

  /**
   * The signal is back.
   *
   * @param silentSamples how long the silence was, in samples per channel
   */
  record SilenceEnded(long position, long knownAt, long silentSamples) implements SignalEvent {}

  /**
   * All channels stand still at one value each, zero or another: no quiet room does that, but a
   * cable that was pulled, a muted input, or a player that stopped.
   */
  record StandstillBegan(long position, long knownAt) implements SignalEvent {}

  /**
   * The samples move again, loud or quiet.
   *
   * @param stillSamples how long they stood still, in samples per channel
   */
  record StandstillEnded(long position, long knownAt, long stillSamples) implements SignalEvent {}

  /**
   * A channel is digital zero while another is not.
   *
   * @param channel from 0 on
   */
  record ChannelDied(long position, long knownAt, int channel) implements SignalEvent {}

  /**
   * A channel that had died is no longer zero.
   *
   * @param channel from 0 on
   */
  record ChannelRevived(long position, long knownAt, int channel) implements SignalEvent {}

  /**
   * A channel was clipped.
   *
   * @param position of the first of these clips
   * @param channel from 0 on
   * @param clips since the last such event of this channel; there is one at most per interval
   */
  record Clipped(long position, long knownAt, int channel, long clips) implements SignalEvent {}
}
