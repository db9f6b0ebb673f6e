# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# Completion of headroom and headroom-engine in bash. It needs nothing but bash 4.4, and runs neither of them.

# The words up to the cursor, those put together that bash takes apart at "=" and ":".
__headroom_words() {
  local left=${COMP_LINE:0:COMP_POINT} word i
  words=()
  for ((i = 0; i <= COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    if ((i == 0)) || [[ $left == [[:space:]]* ]]; then
      left=${left#"${left%%[![:space:]]*}"}
      words+=('')
    fi
    ((i < COMP_CWORD)) || word=$left
    words[-1]+=$word
    left=${left#"$word"}
  done
}

__headroom_places() {
  sed -n 's/^ *"name": "\([^"]*\)".*/\1/p' "${XDG_CONFIG_HOME:-$HOME/.config}/headroom/places.json" 2>/dev/null
}

__headroom_devices() {
  local device place gpus=()
  for device in /dev/nvidia[0-9]*; do
    [[ -e $device ]] && gpus+=("cuda:${device#/dev/nvidia}")
  done
  printf '%s\n' "${gpus[@]:-cuda:0}"
  for place in $(__headroom_places); do
    printf '%s\n' "$place/cuda:all" "$place/cuda:0"
  done
}

__headroom_hosts() {
  local key hosts host
  compgen -A hostname
  while read -r key hosts; do
    [[ ${key,,} == host ]] || continue
    for host in $hosts; do
      [[ $host == *[*?!]* ]] || printf '%s\n' "$host"
    done
  done 2>/dev/null <~/.ssh/config
}

__headroom_journals() {
  local journal
  for journal in "${XDG_STATE_HOME:-$HOME/.local/state}"/headroom/journal/*.jsonl; do
    [[ -e $journal ]] && basename "$journal" .jsonl
  done
}

# __headroom_files TYPED ENDING…: folders, and files with one of the endings; where there is none, all files
__headroom_files() {
  local typed=$1 found all=() fitting=() ending
  shift
  typed=${typed#[\"\']}
  typed=${typed//\\/}
  while IFS= read -r found; do
    all+=("$found")
    for ending in "$@"; do
      if [[ $found == *"$ending" || -d ${found/#\~/$HOME} ]]; then
        fitting+=("$found")
        break
      fi
    done
  done < <(compgen -f -- "$typed")
  ((${#fitting[@]})) || fitting=(${all[@]+"${all[@]}"})
  COMPREPLY+=(${fitting[@]+"${fitting[@]}"})
  ((${#fitting[@]} == 0)) || compopt -o filenames
}

# __headroom_offer LINE TYPED BEFORE: what LINE of the table says, for what was TYPED after BEFORE
__headroom_offer() {
  local token kind='' list='' typed=$2 before=$3 given='' offered=() endings=()
  for token in $1; do
    case $token in
      ,) list=1 ;;
      +) ;;
      @*) kind=${token#@} ;;
      .*) endings+=("$token") ;;
      *) offered+=("$token") ;;
    esac
  done
  if [[ $list && $typed == *,* ]]; then
    given=,${typed%,*},
    before+=${typed%,*},
    typed=${typed##*,}
  fi
  case $kind in
    devices) mapfile -t -O ${#offered[@]} offered < <(__headroom_devices) ;;
    places) mapfile -t -O ${#offered[@]} offered < <(__headroom_places) ;;
    hosts) mapfile -t -O ${#offered[@]} offered < <(__headroom_hosts) ;;
    journals) mapfile -t -O ${#offered[@]} offered < <(__headroom_journals) ;;
    programs) mapfile -t -O ${#offered[@]} offered < <(compgen -c -- "$typed") ;;
  esac
  for token in ${offered[@]+"${offered[@]}"}; do
    [[ $token == "$typed"* && $given != *",$token,"* ]] && COMPREPLY+=("$before$token")
  done
  # Another item may follow a comma.
  [[ -z $list ]] || compopt -o nospace
  if [[ $kind == files || $kind == journals || $kind == programs ]]; then
    __headroom_files "$typed" ${endings[@]+"${endings[@]}"}
    # What readline replaces begins after the last "=" or ":", and files are told so.
    readline_before=''
  fi
}

_headroom() {
  local words cur command commands options arguments value wants='' only_arguments='' i at=0 readline_before
  COMPREPLY=()
  __headroom_words
  cur=${words[-1]}
  command=${words[0]##*/}
  __headroom_command "$command"
  for ((i = 1; i < ${#words[@]} - 1; ++i)); do
    if [[ $only_arguments ]]; then
      ((++at))
    elif [[ ${words[i]} == -- ]]; then
      only_arguments=1
    elif [[ ${words[i]} == -* ]]; then
      __headroom_option "$command ${words[i]}"
      # The next word is its value.
      if [[ $value ]] && ((++i == ${#words[@]} - 1)); then
        wants=$value
      fi
    elif [[ " $commands " == *" ${words[i]} "* ]]; then
      command+=" ${words[i]}"
      __headroom_command "$command"
    else
      ((++at))
    fi
  done
  # Of a word with "=" or ":" readline replaces what stands behind the last of them.
  i=${#cur}
  while ((i > 0)) && [[ $COMP_WORDBREAKS != *"${cur:i-1:1}"* ]]; do
    ((--i))
  done
  readline_before=${cur:0:i}
  if [[ $wants ]]; then
    __headroom_offer "$wants" "$cur" ''
  elif [[ ! $only_arguments && $cur == --*=* ]]; then
    __headroom_option "$command ${cur%%=*}"
    __headroom_offer "$value" "${cur#*=}" "${cur%%=*}="
  elif [[ ! $only_arguments && $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
  elif [[ $commands ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$cur")
  elif ((${#arguments[@]})); then
    ((at < ${#arguments[@]})) || at=$((${#arguments[@]} - 1))
    [[ $at == 0 || ${arguments[at]} == +* || ${#arguments[@]} -gt $at ]] &&
      __headroom_offer "${arguments[at]}" "$cur" ''
  fi
  for i in ${COMPREPLY[@]+"${!COMPREPLY[@]}"}; do
    COMPREPLY[i]=${COMPREPLY[i]#"$readline_before"}
  done
}

# begin generated: commands
__headroom_command() {
  case $1 in
    'headroom')
      commands=''
      options='-h --help --version --start --presentation --replay --replay-speed --replay-duration --replay-paused --in-process --export --export-preset --export-size --export-scale --export-dpi --export-legend --export-theme --export-palette --export-dashes --export-view --export-over --export-log --export-hidden --export-fit-first --export-scope --no-title --no-caption --device --operation --pass --axis --range --mode --heads --ratios --hidden --points --model --kv-heads --head-dim --ffn --expert-ffn --vocab --tp --kv-seq --seq --batch --dtype --layout --algorithm --regime --precision --time-limit --order-seed --threads --wait'
      arguments=('+ @files .headroom.json .jsonl .png .out .csv .json')
      ;;
    'headroom-engine')
      commands='devices sweep layer advise shapes reproduce recover merge compare places serve'
      options='-h --help --version'
      arguments=()
      ;;
    'headroom-engine devices')
      commands=''
      options='-h --help --json --place'
      arguments=()
      ;;
    'headroom-engine sweep')
      commands=''
      options='-h --help --device --operation --pass --axis --range --mode --heads --ratios --hidden --points --model --kv-heads --head-dim --ffn --expert-ffn --vocab --tp --kv-seq --seq --batch --dtype --layout --algorithm --regime --precision --time-limit --order-seed --threads --wait --csv --json --quiet --shard --resume'
      arguments=()
      ;;
    'headroom-engine layer')
      commands=''
      options='-h --help --model --config --hidden --heads --kv-heads --head-dim --ffn --expert-ffn --vocab --gated --tokens --kv-seq --tp --pass --device --seq --batch --dtype --algorithm --regime --precision --time-limit --order-seed --threads --wait --csv --json --quiet --shard --resume'
      arguments=()
      ;;
    'headroom-engine advise')
      commands=''
      options='-h --help --length --value --within --values --rank --model --config --hidden --heads --kv-heads --head-dim --ffn --expert-ffn --vocab --gated --tokens --kv-seq --tp --pass --device --seq --batch --dtype --algorithm --regime --precision --time-limit --order-seed --threads --wait --csv --json --quiet --shard --resume'
      arguments=()
      ;;
    'headroom-engine shapes')
      commands=''
      options='-h --help --shapes --device --dtype --layout --algorithm --regime --precision --time-limit --threads --wait --csv --json --quiet --shard --resume'
      arguments=('@files .csv -')
      ;;
    'headroom-engine reproduce')
      commands=''
      options='-h --help --as --point --shape --dtype --layout'
      arguments=('@files .headroom.json .jsonl')
      ;;
    'headroom-engine recover')
      commands=''
      options='-h --help --csv --json --discard'
      arguments=('@journals .jsonl')
      ;;
    'headroom-engine merge')
      commands=''
      options='-h --help --csv --json --rank'
      arguments=('+ @files .headroom.json .jsonl')
      ;;
    'headroom-engine compare')
      commands=''
      options='-h --help --csv'
      arguments=('+ @files .headroom.json .jsonl')
      ;;
    'headroom-engine places')
      commands='add remove'
      options='-h --help'
      arguments=()
      ;;
    'headroom-engine places add')
      commands=''
      options='-h --help --engine --command --slurm --login'
      arguments=('@any' '+ @hosts')
      ;;
    'headroom-engine places remove')
      commands=''
      options='-h --help'
      arguments=('@places')
      ;;
    'headroom-engine serve')
      commands=''
      options='-h --help'
      arguments=()
      ;;
  esac
}

__headroom_option() {
  case $1 in
    'headroom --device' | \
      'headroom-engine sweep --device' | \
      'headroom-engine layer --device' | \
      'headroom-engine advise --device' | \
      'headroom-engine shapes --device')
      value=', @devices auto cpu cuda:all reference'
      ;;
    'headroom --dtype' | \
      'headroom-engine sweep --dtype' | \
      'headroom-engine layer --dtype' | \
      'headroom-engine advise --dtype' | \
      'headroom-engine shapes --dtype' | \
      'headroom-engine reproduce --dtype')
      value=', f32 f16 bf16 tf32 e4m3 e4m3-quantised mxfp8 nvfp4'
      ;;
    'headroom --pass' | \
      'headroom-engine sweep --pass')
      value=', forward dgrad wgrad'
      ;;
    'headroom --operation' | \
      'headroom-engine sweep --operation')
      value=', key-query-score attention-over-value qkv output-projection mlp-up mlp-gate-up mlp-down logits expert-gate-up expert-down latent-down latent-query-up latent-kv-up absorbed-query absorbed-value'
      ;;
    'headroom --replay-speed' | \
      'headroom --replay-duration' | \
      'headroom --export-size' | \
      'headroom --export-scale' | \
      'headroom --export-dpi' | \
      'headroom --export-hidden' | \
      'headroom --range' | \
      'headroom --heads' | \
      'headroom --ratios' | \
      'headroom --hidden' | \
      'headroom --kv-heads' | \
      'headroom --head-dim' | \
      'headroom --ffn' | \
      'headroom --expert-ffn' | \
      'headroom --vocab' | \
      'headroom --tp' | \
      'headroom --kv-seq' | \
      'headroom --seq' | \
      'headroom --batch' | \
      'headroom --precision' | \
      'headroom --time-limit' | \
      'headroom --order-seed' | \
      'headroom --threads' | \
      'headroom-engine sweep --range' | \
      'headroom-engine sweep --heads' | \
      'headroom-engine sweep --ratios' | \
      'headroom-engine sweep --hidden' | \
      'headroom-engine sweep --kv-heads' | \
      'headroom-engine sweep --head-dim' | \
      'headroom-engine sweep --ffn' | \
      'headroom-engine sweep --expert-ffn' | \
      'headroom-engine sweep --vocab' | \
      'headroom-engine sweep --tp' | \
      'headroom-engine sweep --kv-seq' | \
      'headroom-engine sweep --seq' | \
      'headroom-engine sweep --batch' | \
      'headroom-engine sweep --precision' | \
      'headroom-engine sweep --time-limit' | \
      'headroom-engine sweep --order-seed' | \
      'headroom-engine sweep --threads' | \
      'headroom-engine sweep --shard' | \
      'headroom-engine layer --hidden' | \
      'headroom-engine layer --heads' | \
      'headroom-engine layer --kv-heads' | \
      'headroom-engine layer --head-dim' | \
      'headroom-engine layer --ffn' | \
      'headroom-engine layer --expert-ffn' | \
      'headroom-engine layer --vocab' | \
      'headroom-engine layer --tokens' | \
      'headroom-engine layer --kv-seq' | \
      'headroom-engine layer --tp' | \
      'headroom-engine layer --seq' | \
      'headroom-engine layer --batch' | \
      'headroom-engine layer --precision' | \
      'headroom-engine layer --time-limit' | \
      'headroom-engine layer --order-seed' | \
      'headroom-engine layer --threads' | \
      'headroom-engine layer --shard' | \
      'headroom-engine advise --value' | \
      'headroom-engine advise --within' | \
      'headroom-engine advise --values' | \
      'headroom-engine advise --hidden' | \
      'headroom-engine advise --heads' | \
      'headroom-engine advise --kv-heads' | \
      'headroom-engine advise --head-dim' | \
      'headroom-engine advise --ffn' | \
      'headroom-engine advise --expert-ffn' | \
      'headroom-engine advise --vocab' | \
      'headroom-engine advise --tokens' | \
      'headroom-engine advise --kv-seq' | \
      'headroom-engine advise --tp' | \
      'headroom-engine advise --seq' | \
      'headroom-engine advise --batch' | \
      'headroom-engine advise --precision' | \
      'headroom-engine advise --time-limit' | \
      'headroom-engine advise --order-seed' | \
      'headroom-engine advise --threads' | \
      'headroom-engine advise --shard' | \
      'headroom-engine shapes --shapes' | \
      'headroom-engine shapes --precision' | \
      'headroom-engine shapes --time-limit' | \
      'headroom-engine shapes --threads' | \
      'headroom-engine shapes --shard' | \
      'headroom-engine reproduce --point' | \
      'headroom-engine reproduce --shape' | \
      'headroom-engine places add --slurm')
      value='@any'
      ;;
    'headroom-engine sweep --csv' | \
      'headroom-engine layer --csv' | \
      'headroom-engine advise --csv' | \
      'headroom-engine shapes --csv' | \
      'headroom-engine recover --csv' | \
      'headroom-engine merge --csv' | \
      'headroom-engine compare --csv')
      value='@files .csv -'
      ;;
    'headroom --replay' | \
      'headroom --export-over')
      value='@files .headroom.json .jsonl'
      ;;
    'headroom-engine layer --config' | \
      'headroom-engine advise --config')
      value='@files .json'
      ;;
    'headroom-engine sweep --json' | \
      'headroom-engine layer --json' | \
      'headroom-engine advise --json' | \
      'headroom-engine shapes --json' | \
      'headroom-engine recover --json' | \
      'headroom-engine merge --json')
      value='@files .json -'
      ;;
    'headroom-engine sweep --resume' | \
      'headroom-engine layer --resume' | \
      'headroom-engine advise --resume' | \
      'headroom-engine shapes --resume')
      value='@files .jsonl'
      ;;
    'headroom --export')
      value='@files .png .svg .pdf .csv'
      ;;
    'headroom-engine places add --login')
      value='@hosts'
      ;;
    'headroom-engine devices --place')
      value='@places'
      ;;
    'headroom-engine places add --engine')
      value='@programs'
      ;;
    'headroom --points' | \
      'headroom-engine sweep --points')
      value='all'
      ;;
    'headroom --regime' | \
      'headroom-engine sweep --regime' | \
      'headroom-engine layer --regime' | \
      'headroom-engine advise --regime' | \
      'headroom-engine shapes --regime')
      value='burst sustained'
      ;;
    'headroom --algorithm' | \
      'headroom-engine sweep --algorithm' | \
      'headroom-engine layer --algorithm' | \
      'headroom-engine advise --algorithm' | \
      'headroom-engine shapes --algorithm')
      value='default best both'
      ;;
    'headroom --mode' | \
      'headroom-engine sweep --mode')
      value='fixed-heads fixed-head-dim'
      ;;
    'headroom-engine layer --pass' | \
      'headroom-engine advise --pass')
      value='forward dgrad wgrad all'
      ;;
    'headroom --model' | \
      'headroom-engine sweep --model' | \
      'headroom-engine layer --model' | \
      'headroom-engine advise --model')
      value='gpt-3-2.7b gpt-3-175b pythia-2.8b llama-2-7b llama-3.1-8b llama-3.1-70b llama-3.1-405b mistral-7b qwen3-8b qwen3-32b mixtral-8x7b gpt-oss-120b deepseek-v3'
      ;;
    'headroom --axis' | \
      'headroom-engine sweep --axis')
      value='hidden head-dim ffn expert-ffn vocab tokens seq kv-seq kv-heads tp'
      ;;
    'headroom-engine advise --length')
      value='hidden heads kv-heads head-dim ffn expert-ffn vocab tp'
      ;;
    'headroom --export-scope')
      value='layer model'
      ;;
    'headroom --export-theme')
      value='light dark'
      ;;
    'headroom --layout' | \
      'headroom-engine sweep --layout' | \
      'headroom-engine shapes --layout' | \
      'headroom-engine reproduce --layout')
      value='nn nt tn strided'
      ;;
    'headroom --export-palette')
      value='paper ordinal'
      ;;
    'headroom-engine reproduce --as')
      value='pytorch cublaslt'
      ;;
    'headroom --export-legend')
      value='right below labels'
      ;;
    'headroom --export-preset')
      value='screen slide column two-columns'
      ;;
    'headroom --export-view')
      value='throughput roof time ratio runs'
      ;;
    'headroom-engine advise --rank' | \
      'headroom-engine merge --rank')
      value='throughput time'
      ;;
    'headroom --export-log')
      value='x y xy'
      ;;
    *) value= ;;
  esac
}
# end generated

complete -F _headroom headroom headroom-engine
