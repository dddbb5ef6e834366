/** Where the numbers of an area are, and what the clocks may say there: an area on a border has several. */
export interface Area {
  /** ISO 3166-2, as in US-TX. */
  readonly region: string
  readonly timeZones: readonly string[]
}

const short: Readonly<Record<string, string>> = {
  A: 'America/Anchorage',
  C: 'America/Chicago',
  D: 'America/Denver',
  E: 'America/New_York',
  G: 'Pacific/Guam',
  H: 'Pacific/Honolulu',
  P: 'America/Los_Angeles',
  R: 'America/Regina',
  S: 'America/St_Johns',
  T: 'America/Halifax',
  V: 'America/Puerto_Rico',
  W: 'America/Whitehorse',
  Y: 'America/Iqaluit',
  Z: 'America/Phoenix',
  Ä: 'Pacific/Pago_Pago',
  Ö: 'Pacific/Saipan',
}

// Region, zones in the letters above, codes; several lines for a region that has several zones.
const plan = `
US-AK A 907
US-AL C 205 251 256 334 659 938
US-AR C 327 479 501 870
US-AS Ä 684
US-AZ Z 480 520 602 623
US-AZ ZD 928
US-CA P 209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951
US-CO D 303 719 720 748 970 983
US-CT E 203 475 860 959
US-DC E 202 771
US-DE E 302
US-FL E 239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954
US-FL EC 448 850
US-GA E 229 404 470 478 678 706 762 770 912 943
US-GU G 671
US-HI H 808
US-IA C 319 515 563 641 712
US-ID DP 208 986
US-IL C 217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872
US-IN C 219
US-IN E 260 317 463 765
US-IN EC 574 812 930
US-KS C 316 913
US-KS CD 620 785
US-KY E 859
US-KY EC 270 364 502 606
US-LA C 225 318 337 457 504 985
US-MA E 339 351 413 508 617 774 781 857 978
US-MD E 227 240 301 410 443 667
US-ME E 207
US-MI E 231 248 269 313 517 586 616 679 734 810 947 989
US-MI EC 906
US-MN C 218 320 507 612 651 763 924 952
US-MO C 235 314 417 557 573 636 660 816 975
US-MP Ö 670
US-MS C 228 471 601 662 769
US-MT D 406
US-NC E 252 336 472 704 743 828 910 919 980 984
US-ND CD 701
US-NE C 402 531
US-NE CD 308
US-NH E 603
US-NJ E 201 551 609 640 732 848 856 862 908 973
US-NM D 505 575
US-NV P 702 725
US-NV PD 775
US-NY E 212 315 329 332 347 363 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934
US-OH E 216 220 234 283 326 330 380 419 436 440 513 567 614 740 937
US-OK C 405 539 572 580 918
US-OR P 503 971
US-OR PD 458 541
US-PA E 215 223 267 272 412 445 484 570 582 610 717 724 814 835 878
US-PR V 787 939
US-RI E 401
US-SC E 803 821 839 843 854 864
US-SD CD 605
US-TN C 615 629 731 901
US-TN E 865
US-TN EC 423 931
US-TX C 210 214 254 281 325 346 361 409 430 469 512 621 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979
US-TX CD 432 915
US-UT D 385 435 801
US-VA E 276 434 540 571 686 703 757 804 826 948
US-VI V 340
US-VT E 802
US-WA P 206 253 360 425 509 564
US-WI C 262 274 353 414 534 608 715 920
US-WV E 304 681
US-WY D 307
CA-AB D 368 403 587 780 825
CA-BC P 604
CA-BC PD 236 250 257 672 778
CA-MB C 204 431 584
CA-NB T 428 506
CA-NL ST 709 879
CA-NS T 782 902
CA-ON E 226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 905 942
CA-ON EC 807
CA-QC E 263 354 438 450 468 514 819 873
CA-QC ET 273 367 418 579 581
CA-SK RD 306 474 639
CA-YT WDYC 867
`

/** The areas of the United States and Canada by their codes. Which codes there are is the North American Numbering Plan's; they are only ever added. */
export const areas: ReadonlyMap<string, Area> = new Map(plan.trim().split('\n').flatMap(entriesOf))

/** All that a number of the two countries may mean whose code is none of a place: a free one, or one that was added since. */
export const anywhereInNorthAmerica: readonly string[] = ['E', 'C', 'D', 'P', 'A', 'H'].map((letter) => short[letter] ?? '')

function entriesOf(line: string): [string, Area][] {
  const [region = '', letters = '', ...codes] = line.split(' ')
  const area = { region, timeZones: [...letters].map((letter) => short[letter] ?? '') }
  return codes.map((code) => [code, area])
}
