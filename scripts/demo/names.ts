/** Names of one language, as they are written and in the Latin letters of an e-mail address. */
export interface NameList {
  readonly locale: string
  readonly first: readonly (readonly [written: string, latin: string, gender: 'female' | 'male'])[]
  readonly last: readonly (readonly [written: string, latin: string])[]
}

/** Common names, freely combined. Whoever is called so is not meant. */
export const nameLists: readonly NameList[] = [
  {
    locale: 'en-US',
    first: [
      ['Grace', 'grace', 'female'],
      ['Noah', 'noah', 'male'],
      ['Ruby', 'ruby', 'female'],
      ['Caleb', 'caleb', 'male'],
      ['June', 'june', 'female'],
    ],
    last: [
      ['Sample', 'sample'],
      ['O’Sample', 'osample'],
      ['Placeholder', 'placeholder'],
      ['Van der Demo', 'vanderdemo'],
    ],
  },
  {
    locale: 'es-MX',
    first: [
      ['Lucía', 'lucia', 'female'],
      ['Íñigo', 'inigo', 'male'],
      ['Begoña', 'begona', 'female'],
      ['Jesús', 'jesus', 'male'],
      ['Ángela', 'angela', 'female'],
    ],
    last: [
      ['Muñoz Ejemplo', 'munoz'],
      ['Peña', 'pena'],
      ['Garza', 'garza'],
      ['De la Cruz', 'delacruz'],
    ],
  },
  {
    locale: 'zh-CN',
    first: [
      ['秀英', 'xiuying', 'female'],
      ['伟', 'wei', 'male'],
      ['芳', 'fang', 'female'],
      ['强', 'qiang', 'male'],
      ['小敏', 'xiaomin', 'female'],
    ],
    last: [
      ['王', 'wang'],
      ['李', 'li'],
      ['张', 'zhang'],
      ['欧阳', 'ouyang'],
    ],
  },
  {
    locale: 'vi-VN',
    first: [
      ['Thị Hồng', 'hong', 'female'],
      ['Văn Đức', 'duc', 'male'],
      ['Ngọc Ánh', 'anh', 'female'],
      ['Quốc Bảo', 'bao', 'male'],
      ['Thu Hằng', 'hang', 'female'],
    ],
    last: [
      ['Nguyễn', 'nguyen'],
      ['Trần', 'tran'],
      ['Phạm', 'pham'],
      ['Đặng', 'dang'],
    ],
  },
  {
    locale: 'ar-EG',
    first: [
      ['ليلى', 'layla', 'female'],
      ['يوسف', 'youssef', 'male'],
      ['مريم', 'mariam', 'female'],
      ['كريم', 'karim', 'male'],
      ['سلمى', 'salma', 'female'],
    ],
    last: [
      ['حسن', 'hassan'],
      ['منصور', 'mansour'],
      ['النجار', 'elnaggar'],
      ['فاروق', 'farouk'],
    ],
  },
  {
    locale: 'ru-RU',
    first: [
      ['Анна', 'anna', 'female'],
      ['Дмитрий', 'dmitri', 'male'],
      ['Ольга', 'olga', 'female'],
      ['Фёдор', 'fyodor', 'male'],
      ['Юлия', 'yulia', 'female'],
    ],
    last: [
      ['Черных', 'chernykh'],
      ['Шевченко', 'shevchenko'],
      ['Ковалёк', 'kovalyok'],
      ['Ким', 'kim'],
    ],
  },
  {
    locale: 'ja-JP',
    first: [
      ['さくら', 'sakura', 'female'],
      ['健太', 'kenta', 'male'],
      ['美咲', 'misaki', 'female'],
      ['ハルト', 'haruto', 'male'],
      ['結衣', 'yui', 'female'],
    ],
    last: [
      ['佐藤', 'sato'],
      ['鈴木', 'suzuki'],
      ['渡辺', 'watanabe'],
      ['見本', 'mihon'],
    ],
  },
  {
    locale: 'hi-IN',
    first: [
      ['प्रिया', 'priya', 'female'],
      ['अर्जुन', 'arjun', 'male'],
      ['नेहा', 'neha', 'female'],
      ['रोहन', 'rohan', 'male'],
      ['कविता', 'kavita', 'female'],
    ],
    last: [
      ['शर्मा', 'sharma'],
      ['पटेल', 'patel'],
      ['गुप्ता', 'gupta'],
      ['सिंह', 'singh'],
    ],
  },
  {
    locale: 'ko-KR',
    first: [
      ['지우', 'jiwoo', 'female'],
      ['민준', 'minjun', 'male'],
      ['서연', 'seoyeon', 'female'],
      ['도윤', 'doyun', 'male'],
      ['하은', 'haeun', 'female'],
    ],
    last: [
      ['김', 'kim'],
      ['이', 'lee'],
      ['박', 'park'],
      ['최', 'choi'],
    ],
  },
  {
    locale: 'el-GR',
    first: [
      ['Ελένη', 'eleni', 'female'],
      ['Γιώργος', 'giorgos', 'male'],
      ['Σοφία', 'sofia', 'female'],
      ['Νίκος', 'nikos', 'male'],
      ['Χρυσή', 'chrysi', 'female'],
    ],
    last: [
      ['Γεωργίου', 'georgiou'],
      ['Οικονόμου', 'oikonomou'],
      ['Δήμου', 'dimou'],
      ['Λάμπρου', 'lambrou'],
    ],
  },
]
