import { FormattedMessage } from "react-intl";
import type { Attachment } from "../../wire/index.ts";
import styles from "./Files.module.css";
import { contentOf, type FilesAt, lengthInWords, loudness } from "./files.model.ts";

/** A sound with the browser's own buttons. How loud it is over time is only to look at. */
export function Sound({ at, sound }: { readonly at: FilesAt; readonly sound: Attachment }) {
  const { fileId, name, isVoice, durationMilliseconds, waveform } = sound;
  return (
    <div className={styles["sound"]}>
      <div className={styles["soundHead"]}>
        {isVoice === true ? <FormattedMessage id="file.voiceMessage" /> : <bdi className={styles["name"]}>{name}</bdi>}
        {durationMilliseconds !== undefined && <span>{lengthInWords(durationMilliseconds)}</span>}
      </div>
      {waveform !== undefined && <Waveform waveform={waveform} />}
      {/* biome-ignore lint/a11y/useMediaCaption: what colleagues say has no captions */}
      <audio
        className={styles["player"]}
        src={contentOf(at, fileId)}
        aria-label={name}
        controls
        // How long a voice message is was said by who sent it; of others the browser has to look.
        preload={durationMilliseconds === undefined ? "metadata" : "none"}
      />
    </div>
  );
}

const HEIGHT = 24;

function Waveform({ waveform }: { readonly waveform: string }) {
  const bars = loudness(waveform);
  return (
    <svg
      className={styles["waveform"]}
      viewBox={`0 0 ${bars.length * 3} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {bars.map((loud, index) => {
        const height = Math.max(2, loud * HEIGHT);
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is known by its place
        return <rect key={index} x={index * 3} y={(HEIGHT - height) / 2} width={2} height={height} />;
      })}
    </svg>
  );
}
