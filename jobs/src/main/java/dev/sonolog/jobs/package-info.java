/**
 * What is asked of the worker that decodes coded audio, what it answers, and the process that it
 * lives in. The recorder's side never decodes: it sends a job through a pipe and gets level data
 * back, or finds a file coded anew.
 *
 * <p>Reading order: {@link dev.sonolog.jobs.LevelData}, {@link dev.sonolog.jobs.TranscodeOrder},
 * {@link dev.sonolog.jobs.Transcoded}, {@link dev.sonolog.jobs.SpectrogramOrder}; what passes the
 * pipe, {@link dev.sonolog.jobs.Message}, {@link dev.sonolog.jobs.MessageWriter}, {@link
 * dev.sonolog.jobs.MessageReader}; the process, {@link dev.sonolog.jobs.WorkerCommand}, {@link
 * dev.sonolog.jobs.WorkerProcess}; what needs no worker, {@link dev.sonolog.jobs.WavMeasuring},
 * {@link dev.sonolog.jobs.WavSpectrogram}.
 */
@NullMarked
package dev.sonolog.jobs;

import org.jspecify.annotations.NullMarked;
